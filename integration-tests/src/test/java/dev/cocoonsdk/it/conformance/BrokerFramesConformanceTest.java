package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Params;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The accepting side's frames and {@code tcp.*} layer: {@code docs/protocol/wire.md} 3.1 to 3.6. */
class BrokerFramesConformanceTest {

    private static BrokerUnderTest broker;

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Every case on every port. */
    private static Stream<Arguments> onEveryPort(Stream<Named<?>> cases) {
        return cases.flatMap(line -> ports().map(port -> Arguments.of(port, line)));
    }

    static Stream<Named<InetSocketAddress>> ports() {
        return Stream.of(Named.of("worker port", broker.workerPort()), Named.of("client port", broker.clientPort()));
    }

    static Stream<Arguments> firstFrames() {
        return onEveryPort(Stream.of(
                Named.of(
                        "3.2 first frame tcp.connected",
                        frame(0, Tl.of(Ids.CONNECTED).i64(1))),
                Named.of("3.2 first frame tcp.ping", frame(0, Tl.of(Ids.PING).i64(1))),
                Named.of(
                        "3.2 first frame tcp.packet", frame(0, Tl.of(Ids.PACKET).data(Tl.of(1)))),
                Named.of(
                        "3.2 first frame tcp.query",
                        frame(0, Tl.of(Ids.QUERY).i64(1).data(new Params().query()))),
                Named.of(
                        "3.2 first frame of unknown type",
                        frame(0, Tl.of(0x12345678).i64(1))),
                Named.of(
                        "3.2 tcp.connect with trailing bytes",
                        frame(0, Tl.of(Ids.CONNECT).i64(1).i32(0))),
                Named.of(
                        "3.2 tcp.connect too short", frame(0, Tl.of(Ids.CONNECT).i32(1))),
                Named.of("3.1 first seqno 1", frame(1, Tl.of(Ids.CONNECT).i64(1))),
                Named.of("3.1 first seqno -1", frame(-1, Tl.of(Ids.CONNECT).i64(1)))));
    }

    @ParameterizedTest(name = "{0}: {1} -> closed")
    @MethodSource("firstFrames")
    void closesOnAWrongFirstFrame(InetSocketAddress port, String hex) {
        try (RawPeer peer = RawPeer.dial(port)) {
            peer.raw(hex);
            peer.closed();
        }
    }

    static Stream<Arguments> lengths() {
        return onEveryPort(IntStream.of(0, 1, 2, 3, (1 << 24) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1)
                .mapToObj(length -> Named.of("3.1 length " + Integer.toUnsignedString(length), length)));
    }

    @ParameterizedTest(name = "{0}: {1} -> closed as soon as its 4 bytes are there")
    @MethodSource("lengths")
    void closesOnAnImpossibleLength(InetSocketAddress port, int length) {
        try (RawPeer peer = RawPeer.connect(port)) {
            peer.raw(new Tl().i32(length).bytes());
            peer.closed();
        }
    }

    @ParameterizedTest(name = "{0}: length in the very first header")
    @MethodSource("ports")
    void closesOnAnImpossibleFirstLength(InetSocketAddress port) {
        try (RawPeer peer = RawPeer.dial(port)) {
            peer.raw("01000001");
            peer.closed();
        }
    }

    static Stream<Arguments> laterFrames() {
        Tl ping = Tl.of(Ids.PING).i64(2);
        return onEveryPort(Stream.of(
                Named.of("3.1 seqno repeated", frame(0, ping)),
                Named.of("3.1 seqno skipped", frame(2, ping)),
                Named.of("3.1 seqno negative", frame(-1, ping)),
                Named.of("3.1 seqno in the wrong byte order", frame(0x01000000, ping)),
                Named.of("3.5 no tcp.Packet", frame(1, Tl.of(0xdeadbeef).i64(1))),
                Named.of("3.5 an application object without tcp.packet", frame(1, Tl.of(Ids.HANDSHAKE_COMPLETED))),
                Named.of(
                        "3.5 tcp.ping with trailing bytes",
                        frame(1, Tl.of(Ids.PING).i64(2).i32(0))),
                Named.of("3.5 tcp.ping too short", frame(1, Tl.of(Ids.PING).i32(2))),
                Named.of(
                        "3.5 tcp.packet whose bytes end early",
                        frame(1, Tl.of(Ids.PACKET).hex("10000000"))),
                Named.of(
                        "4 tcp.query with a cut length prefix",
                        frame(1, Tl.of(Ids.QUERY).i64(1).hex("feffff"))),
                Named.of(
                        "4 tcp.query whose bytes announce 2^56",
                        frame(1, Tl.of(Ids.QUERY).i64(1).hex("ffffffffffffffff"))),
                Named.of(
                        "3.5 tcp.queryError cut",
                        frame(1, Tl.of(Ids.QUERY_ERROR).i64(1).i32(2)))));
    }

    @ParameterizedTest(name = "{0}: {1} -> closed")
    @MethodSource("laterFrames")
    void closesOnAWrongFrame(InetSocketAddress port, String hex) {
        try (RawPeer peer = RawPeer.connect(port)) {
            peer.raw(hex);
            peer.closed();
        }
    }

    static Stream<Arguments> harmlessFrames() {
        return onEveryPort(Stream.of(
                Named.of("3.5 an empty one-way message", Tl.of(Ids.PACKET).data(new Tl())),
                Named.of("3.5 a later tcp.connect", Tl.of(Ids.CONNECT).i64(9)),
                Named.of("3.5 a later tcp.connected", Tl.of(Ids.CONNECTED).i64(9)),
                Named.of(
                        "3.5 an unknown one-way message",
                        Tl.of(Ids.PACKET).data(Tl.of(0x0badcafe).i32(1))),
                Named.of(
                        "5.2 proxy.signedPayment to the proxy",
                        Tl.of(Ids.PACKET).data(Tl.of(Ids.SIGNED_PAYMENT).str(""))),
                Named.of(
                        "3.4 an answer to no query",
                        Tl.of(Ids.QUERY_ANSWER).i64(4).data(Tl.of(1))),
                Named.of(
                        "3.4 an error to no query",
                        Tl.of(Ids.QUERY_ERROR).i64(4).i32(1).str("x")),
                Named.of("3.6 tcp.pong without ping", Tl.of(Ids.PONG).i64(4))));
    }

    @ParameterizedTest(name = "{0}: {1} -> ignored")
    @MethodSource("harmlessFrames")
    void ignoresHarmlessFrames(InetSocketAddress port, Tl payload) {
        try (RawPeer peer = RawPeer.connect(port)) {
            peer.frame(payload).alive();
        }
    }

    static Stream<Arguments> unknownQueries() {
        return onEveryPort(Stream.of(
                Named.of("3.4 unknown function", Tl.of(0x0badcafe)),
                Named.of("5.3 test.query", Tl.of(0x394e9143).i64(1)),
                Named.of("5.3 client.requestRefund", Tl.of(Ids.CLIENT_REQUEST_REFUND))));
    }

    @ParameterizedTest(name = "{0}: {1} -> tcp.queryError with code 0")
    @MethodSource("unknownQueries")
    void answersUnknownQueriesWithAnError(InetSocketAddress port, Tl function) {
        try (RawPeer peer = RawPeer.connect(port)) {
            peer.query(6, function);
            assertThat(peer.refusal(6)).startsWith("0 ");
            peer.alive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void speaksTheFramesOfTheTestVectors(InetSocketAddress port) {
        try (RawPeer peer = RawPeer.dial(port).leavesPings()) {
            peer.raw("0c0000000000000061427ca50100000000000000");
            same(peer.next().rest(), "d6416d630100000000000000");
            peer.raw("0c000000010000007c62e9bb0200000000000000");
            same(peer.next().rest(), "2c30d40b0200000000000000");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void takesFramesByteByByte(InetSocketAddress port) {
        try (RawPeer peer = RawPeer.connect(port)) {
            for (byte one : peer.nextFrame(Tl.of(Ids.PING).i64(5))) {
                peer.raw(new byte[] {one});
            }
            peer.next(Ids.PONG);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void takesManyFramesAtOnceAndTheGreetingWithThem(InetSocketAddress port) {
        try (RawPeer peer = RawPeer.dial(port)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(peer.nextFrame(Tl.of(Ids.CONNECT).i64(3)));
            for (int i = 0; i < 500; i++) {
                all.writeBytes(peer.nextFrame(Tl.of(Ids.PING).i64(i)));
            }
            peer.raw(all.toByteArray());
            peer.next(Ids.CONNECTED);
            for (int i = 0; i < 500; i++) {
                same(Long.toString(peer.next(Ids.PONG).i64()), Integer.toString(i));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void refusesALargeFrameBeforeItKnowsThePeer(InetSocketAddress port) {
        try (RawPeer peer = RawPeer.connect(port)) {
            peer.raw("0100010001000000");
            peer.closed();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void takesTheLargestFrame(InetSocketAddress port) {
        try (RawPeer peer = broker.known(port)) {
            Tl unknown = Tl.of(0x0badcafe).raw(new byte[(1 << 24) - 12]);
            byte[] frame = peer.nextFrame(Tl.of(Ids.PACKET).data(unknown));
            same(Integer.toString(frame.length - 8), Integer.toString(1 << 24));
            peer.raw(frame).alive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void aPeerThatEndsItsStreamInsideAFrameIsDropped(InetSocketAddress port) {
        try (RawPeer peer = RawPeer.connect(port)) {
            peer.raw("0c0000000100").finish();
            peer.closed();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void deadPeersHurtNobodyElse(InetSocketAddress port) {
        try (RawPeer other = RawPeer.connect(port)) {
            for (int i = 0; i < 20; i++) {
                RawPeer.connect(port).raw("0c00000001000000").die();
            }
            other.alive();
        }
    }

    static Stream<Named<Tl>> malformedMessages() {
        String id = "cc".repeat(32);
        return Stream.of(
                Named.of(
                        "proxy.queryAnswerEx without its last field",
                        Tl.of(Ids.ANSWER_EX).hex(id).str("x")),
                Named.of(
                        "proxy.queryAnswerEx with trailing bytes",
                        Tl.of(Ids.ANSWER_EX).hex(id).str("x").i32(0).i32(0)),
                Named.of(
                        "proxy.queryAnswerEx with negative flags",
                        Tl.of(Ids.ANSWER_EX).hex(id).str("x").i32(-1)),
                Named.of(
                        "proxy.queryAnswerPartEx without final info",
                        Tl.of(Ids.PART_EX).hex(id).str("x").i32(1)),
                Named.of(
                        "proxy.queryAnswerErrorEx cut",
                        Tl.of(Ids.ERROR_EX).hex(id).i32(602)),
                Named.of(
                        "proxy.queryAnswer with a Bool that is none",
                        Tl.of(Ids.ANSWER).str("x").i32(7).hex(id).raw(new byte[40])),
                Named.of("proxy.queryAnswerPart cut", Tl.of(Ids.PART).str("x")),
                Named.of("proxy.queryAnswerError cut", Tl.of(Ids.ERROR).i32(1)),
                Named.of("worker.enabledDisabled without field", Tl.of(Ids.ENABLED_DISABLED)),
                Named.of(
                        "worker.newCoefficient with trailing bytes",
                        Tl.of(Ids.NEW_COEFFICIENT).i32(1).i32(1)));
    }

    @ParameterizedTest(name = "3.5 {0} -> closed, not aborted")
    @MethodSource("malformedMessages")
    void closesOnAKnownMessageThatDoesNotParse(Tl message) {
        try (RawWorker worker = broker.worker(new Params())) {
            worker.peer().packet(message);
            worker.peer().closed();
        }
    }

    private static String frame(int number, Tl payload) {
        return new Tl().raw(RawPeer.frame(number, payload.bytes())).toHex();
    }

    private static void same(String found, String expected) {
        assertThat(found).isEqualTo(expected);
    }
}
