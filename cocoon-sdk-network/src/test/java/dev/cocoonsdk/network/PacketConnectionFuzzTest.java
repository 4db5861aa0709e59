package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.network.PacketConnection.Role;
import dev.cocoonsdk.network.PacketConnection.State;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;

class PacketConnectionFuzzTest {

    /** A raw stream in two pieces: the connection goes on or is closed, once. */
    @FuzzTest
    void noStreamBreaksTheConnection(byte[] bytes) {
        for (Role role : Role.values()) {
            Counter counter = new Counter();
            TestWire wire = new TestWire();
            PacketConnection connection =
                    new PacketConnection(role, wire, ByteLayer.plain(), new ManualClock().context(), counter);
            connection.transportUp();
            int half = bytes.length / 2;
            connection.receive(ByteBuffer.wrap(bytes, 0, half));
            connection.receive(ByteBuffer.wrap(bytes, half, bytes.length - half));
            boolean closed = connection.state() == State.CLOSED;
            if (counter.closed != (closed ? 1 : 0) || wire.isClosed() != closed) {
                throw new AssertionError(connection.state() + " reported " + counter.closed + " times");
            }
        }
    }

    private static final class Counter implements PacketConnection.Listener {

        private int closed;

        @Override
        public void onReady() {}

        @Override
        public void onPacket(TlBytes message) {}

        @Override
        public void onQuery(long id, TlBytes function) {}

        @Override
        public void onClosed(LinkFailure failure) {
            closed++;
        }
    }
}
