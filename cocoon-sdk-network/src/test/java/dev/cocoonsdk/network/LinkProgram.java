package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.tl.Samples;
import dev.cocoonsdk.network.tl.TlObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;

/**
 * Interprets bytes as what a peer does to a link and what its owner does with it: legal and illegal messages in any order, answers to
 * real queries, silence, garbage. Whatever happens, the link must end orderly or go on.
 */
final class LinkProgram {

    /** What peer and owner may rightly do to one kind of link. */
    interface Moves {

        /** Does one of eight things. */
        void play(int move, int argument, LinkProgram program);
    }

    private static final int STEPS = 16;
    private static final int VARIANTS = 4;
    private static final byte[][] SAMPLES = samples();

    private final Link link;
    private final TestWire wire;
    private final ManualClock clock;
    private final Moves moves;
    private final ByteBuffer program;
    private int seqno;
    private long lastQuery;
    private int lastFunction;

    LinkProgram(Link link, TestWire wire, ManualClock clock, Moves moves, byte[] program) {
        this.link = link;
        this.wire = wire;
        this.clock = clock;
        this.moves = moves;
        this.program = ByteBuffer.wrap(program);
    }

    /** From the beginning: the peer is about to open the connection. */
    void run(boolean linkIsAcceptor) {
        link.transportUp();
        send(TinyTl.of(linkIsAcceptor ? RawPeer.CONNECT : RawPeer.CONNECTED).i64(1));
        resume(seqno);
    }

    /** From the middle: the peer has said this. */
    void runAfter(byte[] fromPeer) {
        link.transportUp();
        link.receive(ByteBuffer.wrap(fromPeer));
        resume(Capture.payloads(fromPeer).size());
    }

    /** Goes on where a proper connection stands; {@code nextSeqno} is the number of the peer's next frame. */
    void resume(int nextSeqno) {
        seqno = nextSeqno;
        noteQueries(wire.take());
        while (program.remaining() >= 2 && !link.isClosed()) {
            step(program.get() & (STEPS - 1), program.get() & 0xff);
            link.flush();
            noteQueries(wire.take());
        }
        finish();
    }

    /** The constructor of the last query that the link asked. */
    int lastFunction() {
        return lastFunction;
    }

    void packet(TlObject message) {
        send(TinyTl.of(RawPeer.PACKET).bytes(message.toBoxedBytes().toByteArray()));
    }

    void query(int id, TlObject function) {
        send(TinyTl.of(RawPeer.QUERY).i64(id).bytes(function.toBoxedBytes().toByteArray()));
    }

    void answer(TlObject answer) {
        send(TinyTl.of(RawPeer.ANSWER)
                .i64(lastQuery)
                .bytes(answer.toBoxedBytes().toByteArray()));
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
            case 7 -> link.receive(ByteBuffer.wrap(rest(argument)));
            default -> moves.play(operation - 8, argument, this);
        }
    }

    private void pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        link.tick();
    }

    /** A random object of the type that the argument names, sometimes damaged. */
    private byte[] sample(int type) {
        return SAMPLES[type * VARIANTS + (program.position() / 2) % VARIANTS];
    }

    private static byte[][] samples() {
        Random random = new Random(7);
        byte[][] samples = new byte[256 * VARIANTS][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample(i / VARIANTS, random);
        }
        return samples;
    }

    private static byte[] sample(int type, Random random) {
        byte[] bytes = Samples.random(type, random).toBoxedBytes().toByteArray();
        if (random.nextInt(4) == 0 && bytes.length > 4) {
            bytes[4 + random.nextInt(bytes.length - 4)]++;
        }
        return bytes.length < 1 << 12 ? bytes : sample(type, random);
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
                lastFunction = ByteBuffer.wrap(RawPeer.data(all))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt();
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
        link.flush();
        assertThat(wire.take()).isEmpty();
    }
}
