package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.tl.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;

/**
 * Interprets bytes as what a peer does to a link: legal and illegal messages in any order, answers to real queries, silence,
 * garbage. Whatever happens, the link must end orderly or go on.
 */
final class LinkProgram {

    private final Link link;
    private final TestWire wire;
    private final ManualClock clock;
    private final ByteBuffer program;
    private int seqno;
    private long lastQuery;

    LinkProgram(Link link, TestWire wire, ManualClock clock, byte[] program) {
        this.link = link;
        this.wire = wire;
        this.clock = clock;
        this.program = ByteBuffer.wrap(program);
    }

    void run(boolean linkIsAcceptor) {
        link.transportUp();
        send(TinyTl.of(linkIsAcceptor ? RawPeer.CONNECT : RawPeer.CONNECTED).i64(1));
        resume(seqno);
    }

    /** Goes on where a proper connection stands; {@code nextSeqno} is the number of the peer's next frame. */
    void resume(int nextSeqno) {
        seqno = nextSeqno;
        noteQueries(wire.take());
        while (program.remaining() >= 2 && !link.isClosed()) {
            step(program.get() & 7, program.get() & 0xff);
            link.flush();
            noteQueries(wire.take());
        }
        finish();
    }

    private void step(int operation, int argument) {
        switch (operation) {
            case 0 -> send(TinyTl.of(RawPeer.PACKET).bytes(sample(argument)));
            case 1 -> send(TinyTl.of(RawPeer.QUERY).i64(argument).bytes(sample(argument)));
            case 2 -> send(TinyTl.of(RawPeer.ANSWER).i64(lastQuery).bytes(sample(argument)));
            case 3 -> send(TinyTl.of(RawPeer.ERROR).i64(lastQuery).i32(argument).str("no"));
            case 4 -> send(TinyTl.of(RawPeer.PING).i64(argument));
            case 5 -> pass(argument % 30);
            case 6 -> send(TinyTl.of(RawPeer.PACKET).bytes(rest(argument)));
            default -> link.receive(ByteBuffer.wrap(rest(argument)));
        }
    }

    private void pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        link.tick();
    }

    /** A random object of the type that the argument names, sometimes damaged. */
    private byte[] sample(int type) {
        Random random = new Random(program.position());
        byte[] bytes = Samples.random(type, random).toBoxedBytes().toByteArray();
        if (random.nextInt(4) == 0 && bytes.length > 4) {
            bytes[4 + random.nextInt(bytes.length - 4)]++;
        }
        return bytes.length < 1 << 20 ? bytes : new byte[4];
    }

    private byte[] rest(int length) {
        byte[] bytes = new byte[Math.min(length, program.remaining())];
        program.get(bytes);
        return bytes;
    }

    private void send(TinyTl payload) {
        link.receive(ByteBuffer.wrap(RawPeer.frame(seqno++, payload.done())));
    }

    private void noteQueries(byte[] written) {
        ByteBuffer all = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
        while (all.remaining() >= 8) {
            int length = all.getInt();
            int end = all.position() + 4 + length;
            all.getInt();
            if (all.getInt() == RawPeer.QUERY) {
                lastQuery = all.getLong();
            }
            all.position(end);
        }
    }

    private void finish() {
        wire.take();
        if (!link.isClosed()) {
            link.transportDown("end of program");
        } else {
            assertThat(wire.isClosed()).isTrue();
        }
        assertThat(link.isClosed()).isTrue();
        assertThat(link.nextDeadline()).isEqualTo(LinkContext.NEVER);
        link.receive(ByteBuffer.wrap(new byte[10]));
        link.tick();
        assertThat(wire.take()).isEmpty();
    }
}
