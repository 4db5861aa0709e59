package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.TlBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One end of a connection: a layer and what it said. */
final class LayerEnd implements ByteLayer.Port {

    final ByteLayer layer;
    final List<LinkFailure> failures = new ArrayList<>();

    @Nullable
    Peer peer;

    int ups;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();

    LayerEnd(ByteLayer layer) {
        this.layer = layer;
    }

    LayerEnd started() {
        layer.start(this);
        return this;
    }

    void send(byte[] bytes) {
        layer.send(ByteBuffer.wrap(bytes));
    }

    /** Feeds bytes as drivers do: from a buffer that is used again afterwards. */
    void receive(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.clone());
        layer.receive(buffer);
        if (buffer.hasRemaining()) {
            throw new AssertionError("not consumed: " + buffer.remaining());
        }
        java.util.Arrays.fill(buffer.array(), (byte) 0x55);
    }

    byte[] takeOutput() {
        byte[] bytes = output.toByteArray();
        output.reset();
        return bytes;
    }

    byte[] takeDelivered() {
        byte[] bytes = delivered.toByteArray();
        delivered.reset();
        return bytes;
    }

    boolean isUp() {
        return ups == 1 && failures.isEmpty();
    }

    @Override
    public void toNetwork(ByteBuffer bytes) {
        output.writeBytes(TlBytes.copyOf(bytes).toByteArray());
    }

    @Override
    public void up(Peer found) {
        ups++;
        peer = found;
    }

    @Override
    public void toFrames(ByteBuffer bytes) {
        if (ups == 0) {
            throw new AssertionError("delivered before up");
        }
        delivered.writeBytes(TlBytes.copyOf(bytes).toByteArray());
        bytes.position(bytes.limit());
    }

    @Override
    public void failed(LinkFailure failure) {
        failures.add(failure);
        layer.close();
    }

    /** Carries bytes back and forth until both ends are silent. */
    static void exchange(LayerEnd one, LayerEnd other) {
        boolean moved = true;
        while (moved) {
            byte[] toOther = one.takeOutput();
            byte[] toOne = other.takeOutput();
            if (toOther.length > 0) {
                other.receive(toOther);
            }
            if (toOne.length > 0) {
                one.receive(toOne);
            }
            moved = toOther.length > 0 || toOne.length > 0;
        }
    }
}
