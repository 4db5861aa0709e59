package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The connecting side's frames and {@code tcp.*} layer, with our provider: {@code docs/protocol/wire.md} 3.1 to 3.5. */
class ProviderFramesConformanceTest {

    private static final String ID = "ab".repeat(32);

    private static ProviderUnderTest provider;

    @BeforeAll
    static void start() {
        provider = ProviderUnderTest.start();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    static Stream<Named<String>> firstFrames() {
        return Stream.of(
                Named.of(
                        "3.2 first frame tcp.connect",
                        frame(0, Tl.of(Ids.CONNECT).i64(1))),
                Named.of("3.2 first frame tcp.pong", frame(0, Tl.of(Ids.PONG).i64(1))),
                Named.of(
                        "3.2 first frame tcp.packet", frame(0, Tl.of(Ids.PACKET).data(Tl.of(1)))),
                Named.of(
                        "3.2 first frame of unknown type",
                        frame(0, Tl.of(0x12345678).i64(1))),
                Named.of(
                        "3.2 tcp.connected with trailing bytes",
                        frame(0, Tl.of(Ids.CONNECTED).i64(1).i32(0))),
                Named.of(
                        "3.2 tcp.connected too short",
                        frame(0, Tl.of(Ids.CONNECTED).i32(1))),
                Named.of("3.1 first seqno 1", frame(1, Tl.of(Ids.CONNECTED).i64(1))),
                Named.of("3.1 length 3", "03000000"),
                Named.of("3.1 length 2^24 + 1", "01000001"),
                Named.of("11 an HTTP server", "485454502f312e3120343030204261642052657175657374"));
    }

    @ParameterizedTest(name = "{0} -> closed")
    @MethodSource("firstFrames")
    void closesOnAWrongFirstFrame(String hex) {
        try (RawPeer peer = provider.proxy().dialled()) {
            peer.next(Ids.CONNECT);
            peer.raw(hex);
            peer.closed();
        }
    }

    @ParameterizedTest(name = "3.1 length {0} -> closed as soon as its 4 bytes are there")
    @MethodSource("lengths")
    void closesOnAnImpossibleLength(int length) {
        try (RawPeer peer = provider.ready()) {
            peer.raw(new Tl().i32(length).bytes());
            peer.closedAtLast();
        }
    }

    static IntStream lengths() {
        return IntStream.of(0, 1, 2, 3, (1 << 24) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1);
    }

    static Stream<Named<Object>> wrongFrames() {
        Tl ping = Tl.of(Ids.PING).i64(2);
        return Stream.of(
                Named.of("3.1 seqno repeated", frame(3, ping)),
                Named.of("3.1 seqno skipped", frame(5, ping)),
                Named.of("3.1 seqno negative", frame(-1, ping)),
                Named.of("3.5 no tcp.Packet", Tl.of(0xdeadbeef).i64(1)),
                Named.of(
                        "3.5 tcp.ping with trailing bytes",
                        Tl.of(Ids.PING).i64(2).i32(0)),
                Named.of("3.5 tcp.ping too short", Tl.of(Ids.PING).i32(2)),
                Named.of(
                        "3.5 tcp.packet whose bytes end early",
                        Tl.of(Ids.PACKET).hex("10000000")),
                Named.of(
                        "3.5 proxy.runQueryEx cut",
                        packet(Tl.of(Ids.RUN_QUERY_EX).data(Http.chat("{}")))),
                Named.of(
                        "3.5 proxy.runQueryEx with trailing bytes",
                        packet(RawProxy.runQueryEx(ID, Http.chat("{}"), 1000, 9, false)
                                .i32(0))),
                Named.of(
                        "3.5 proxy.runQueryEx with negative flags",
                        packet(Tl.of(Ids.RUN_QUERY_EX)
                                .data(Http.chat("{}"))
                                .i32(Ids.SIGNED_PAYMENT_EMPTY)
                                .i64(1000)
                                .f64(9)
                                .hex(ID)
                                .i32(-1)
                                .bool(false))),
                Named.of(
                        "3.5 proxy.runQuery with an unknown payment",
                        packet(Tl.of(Ids.RUN_QUERY)
                                .data(Http.chat("{}"))
                                .i32(0x01020304)
                                .i64(1000)
                                .f64(9)
                                .hex(ID))),
                Named.of(
                        "3.5 proxy.workerRequestPayment cut",
                        packet(Tl.of(Ids.WORKER_REQUEST_PAYMENT).hex(ID))),
                Named.of("3.5 proxy.signedPayment cut", packet(Tl.of(Ids.SIGNED_PAYMENT))));
    }

    @ParameterizedTest(name = "{0} -> closed, not aborted")
    @MethodSource("wrongFrames")
    void closesOnAWrongFrame(Object bytes) {
        try (RawPeer peer = provider.ready()) {
            if (bytes instanceof Tl payload) {
                peer.frame(payload);
            } else {
                peer.raw((String) bytes);
            }
            peer.closedAtLast();
        }
    }

    static Stream<Named<Tl>> harmlessFrames() {
        return Stream.of(
                Named.of("3.5 a later tcp.connect", Tl.of(Ids.CONNECT).i64(9)),
                Named.of("3.5 a later tcp.connected", Tl.of(Ids.CONNECTED).i64(9)),
                Named.of(
                        "3.5 an unknown one-way message",
                        packet(Tl.of(0x0badcafe).i32(1))),
                Named.of(
                        "3.5 a message to clients",
                        packet(Tl.of(Ids.CLIENT_REQUEST_PAYMENT).i32(1))),
                Named.of(
                        "5.2 proxy.signedPayment that does not verify",
                        packet(Tl.of(Ids.SIGNED_PAYMENT).str("x"))),
                Named.of("5.2 proxy.signedPayment", packet(RawProxy.payout(0))),
                Named.of(
                        "3.4 an answer to no query",
                        Tl.of(Ids.QUERY_ANSWER).i64(4).data(Tl.of(1))),
                Named.of(
                        "3.4 an error to no query",
                        Tl.of(Ids.QUERY_ERROR).i64(4).i32(1).str("x")),
                Named.of("3.6 tcp.pong without ping", Tl.of(Ids.PONG).i64(4)));
    }

    @ParameterizedTest(name = "{0} -> ignored")
    @MethodSource("harmlessFrames")
    void ignoresHarmlessFrames(Tl payload) {
        try (RawPeer peer = provider.ready()) {
            peer.frame(payload).alive();
        }
    }

    @Test
    void answersEveryQueryWithAnErrorOfCodeZero() {
        try (RawPeer peer = provider.ready()) {
            peer.query(5, Tl.of(0x0badcafe));
            assertThat(peer.refusal(5)).startsWith("0 ");
            peer.query(6, Tl.of(Ids.WORKER_UPDATE_PAYMENT_STATUS));
            assertThat(peer.refusal(6)).startsWith("0 ");
            peer.alive();
        }
    }

    @Test
    void takesFramesByteByByteAndManyAtOnce() {
        try (RawPeer peer = provider.ready()) {
            for (byte one : peer.nextFrame(Tl.of(Ids.PING).i64(5))) {
                peer.raw(new byte[] {one});
            }
            peer.next(Ids.PONG);
            Tl all = new Tl();
            for (int i = 0; i < 300; i++) {
                all.raw(peer.nextFrame(Tl.of(Ids.PING).i64(i)));
            }
            peer.raw(all.bytes());
            for (int i = 0; i < 300; i++) {
                assertThat(peer.next(Ids.PONG).i64()).isEqualTo(i);
            }
        }
    }

    @Test
    void comesBackWhenTheProxyDies() {
        provider.ready().die();
        RawPeer second = provider.ready();
        second.alive();
        second.finish();
        provider.ready().alive().close();
    }

    private static Tl packet(Tl message) {
        return Tl.of(Ids.PACKET).data(message);
    }

    private static String frame(int number, Tl payload) {
        return new Tl().raw(RawPeer.frame(number, payload.bytes())).toHex();
    }
}
