package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.PacketConnection.Role;
import dev.cocoonsdk.network.PacketConnection.State;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import dev.cocoonsdk.network.tl.WorkerPaymentStatus;
import dev.cocoonsdk.network.tl.WorkerUpdatePaymentStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tcp.* layer alone (wire.md 3.2 to 3.6), with bytes of wire.md 15. */
class PacketConnectionTest {

    private static final String CONNECT = "0c0000000000000061427ca50100000000000000";
    private static final String CONNECTED = "0c00000000000000d6416d630100000000000000";
    private static final String PING = "0c000000010000007c62e9bb0200000000000000";
    private static final String PONG = "0c000000010000002c30d40b0200000000000000";

    private final ManualClock clock = new ManualClock();
    private final TestWire wire = new TestWire();
    private final Recorder recorder = new Recorder();

    @Test
    void theAcceptorAnswersConnectAndPing() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        receive(acceptor, CONNECT);
        assertThat(hex()).isEqualTo(CONNECTED);
        assertThat(acceptor.state()).isEqualTo(State.READY);
        receive(acceptor, PING);
        assertThat(hex()).isEqualTo(PONG);
        assertThat(recorder.events).containsExactly("ready");
    }

    @Test
    void theConnectorConnectsAtOnceAndDoesNotCompareTheId() {
        PacketConnection connector = open(Role.CONNECTOR);
        assertThat(hex()).startsWith("0c0000000000000061427ca5").hasSize(40);
        receive(connector, CONNECTED);
        assertThat(connector.state()).isEqualTo(State.READY);
        receive(connector, PING);
        assertThat(hex()).isEqualTo(PONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // connected instead of connect; a ping first; trailing bytes; wrong first number; too short; too long
                CONNECTED,
                "0c000000000000007c62e9bb0200000000000000",
                "100000000000000061427ca5010000000000000000000000",
                "0c0000000100000061427ca50100000000000000",
                "03000000",
                "00000000",
                "01000001",
                "ffffffff",
                "0400000000000000deadbeef"
            })
    void theAcceptorClosesOnAnythingButAProperConnect(String bytes) {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        receive(acceptor, bytes);
        assertThat(acceptor.state()).isEqualTo(State.CLOSED);
        assertThat(recorder.failures)
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.MALFORMED));
        assertThat(wire.isClosed()).isTrue();
        receive(acceptor, CONNECT);
        assertThat(hex()).isEmpty();
    }

    @Test
    void aRepeatedOrSkippedFrameNumberCloses() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        receive(acceptor, CONNECT);
        receive(acceptor, PING.replace("0c00000001", "0c00000002"));
        assertThat(recorder.failures.get(0).detail()).isEqualTo("frame number: 2 (expected: 1)");
    }

    @Test
    void aPeerThatPingsAndDoesNotReadIsClosed() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        acceptor.handshake(Duration.ofSeconds(30));
        receive(acceptor, CONNECT);
        hex();
        wire.waiting = 1 << 20;
        int pings = 0;
        while (acceptor.state() == State.READY) {
            receive(
                    acceptor,
                    PING.replace("0c00000001000000", "0c000000" + HexFormat.of().formatHex(number(++pings))));
        }
        assertThat(pings).isBetween(1_000, PeerLimits.HANDSHAKE_REPLIES / 20 + 2);
        assertThat(recorder.failures.get(0).kind()).isEqualTo(Kind.VIOLATION);
    }

    @Test
    void aPeerThatReadsItsPongsMayPingForEver() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        acceptor.handshake(Duration.ofSeconds(30));
        receive(acceptor, CONNECT);
        for (int ping = 1; ping < 10_000; ping++) {
            wire.waiting = ping % 100 == 0 ? 0 : 1 << 20;
            receive(
                    acceptor,
                    PING.replace("0c00000001000000", "0c000000" + HexFormat.of().formatHex(number(ping))));
        }
        assertThat(acceptor.state()).isEqualTo(State.READY);
    }

    @Test
    void aLargeFrameBeforeTheHandshakeIsOverIsAViolation() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        acceptor.handshake(Duration.ofSeconds(30));
        receive(acceptor, CONNECT);
        receive(acceptor, "01000100");
        assertThat(recorder.failures.get(0).kind()).isEqualTo(Kind.VIOLATION);
    }

    @Test
    void aLargeFrameAfterTheHandshakeIsFine() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        acceptor.handshake(Duration.ofSeconds(30));
        receive(acceptor, CONNECT);
        acceptor.handshakeOver();
        receive(acceptor, "00000001" + "01000000");
        advance(acceptor, 31);
        assertThat(acceptor.state()).isEqualTo(State.READY);
    }

    @Test
    void pingsDoNotProlongAHandshake() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        acceptor.handshake(Duration.ofSeconds(30));
        receive(acceptor, CONNECT);
        advance(acceptor, 29);
        receive(acceptor, PING);
        advance(acceptor, 1);
        assertThat(recorder.failures.get(0))
                .isEqualTo(new LinkFailure(Kind.IDLE, ErrorCodes.TIMEOUT, "the handshake takes too long"));
    }

    @Test
    void framesOfALayerThatIsNotUpAreRefused() {
        PacketConnection acceptor =
                new PacketConnection(Role.ACCEPTOR, wire, new EagerLayer(), clock.context(), recorder);
        acceptor.transportUp();
        receive(acceptor, CONNECT);
        assertThat(recorder.failures.get(0).kind()).isEqualTo(Kind.VIOLATION);
        assertThat(hex()).isEmpty();
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(Integer.reverseBytes(number)).array();
    }

    /** Delivers without having been up. */
    private static final class EagerLayer implements ByteLayer {

        private Port port;

        @Override
        public void start(Port newPort) {
            port = newPort;
        }

        @Override
        public void receive(ByteBuffer bytes) {
            port.toFrames(bytes);
        }

        @Override
        public void send(ByteBuffer bytes) {
            port.toNetwork(bytes);
        }

        @Override
        public long nextDeadline() {
            return LinkContext.NEVER;
        }

        @Override
        public void tick() {}

        @Override
        public void close() {}
    }

    @Test
    void aLaterConnectIsIgnored() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        receive(acceptor, CONNECT);
        receive(acceptor, CONNECT.replace("0c00000000", "0c00000001"));
        assertThat(acceptor.state()).isEqualTo(State.READY);
    }

    @Test
    void aListenerThatCannotReadAMessageClosesTheConnection() {
        recorder.throwOnPacket = true;
        PacketConnection acceptor = open(Role.ACCEPTOR);
        receive(acceptor, CONNECT);
        receive(acceptor, "0800000001000000f8ba179c00000000");
        assertThat(recorder.failures.get(0).kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void theConnectorPingsOnceAfterTenSecondsOfSilenceAndClosesAfterTwenty() {
        PacketConnection connector = open(Role.CONNECTOR);
        receive(connector, CONNECTED);
        hex();
        assertThat(connector.nextDeadline() - clock.nanos())
                .isEqualTo(Duration.ofSeconds(10).toNanos());
        advance(connector, 9);
        assertThat(hex()).isEmpty();
        advance(connector, 1);
        assertThat(hex()).startsWith("0c000000010000007c62e9bb");
        advance(connector, 9);
        assertThat(hex()).isEmpty();
        assertThat(connector.state()).isEqualTo(State.READY);
        advance(connector, 1);
        assertThat(recorder.failures.get(0).kind()).isEqualTo(Kind.IDLE);
        assertThat(connector.nextDeadline()).isEqualTo(LinkContext.NEVER);
    }

    @Test
    void aFrameRestartsTheTimersButHalfAFrameDoesNot() {
        PacketConnection connector = open(Role.CONNECTOR);
        receive(connector, CONNECTED);
        advance(connector, 15);
        receive(connector, PONG);
        hex();
        advance(connector, 10);
        assertThat(hex()).as("second ping").isNotEmpty();
        receive(connector, PING.replace("0c00000001", "0c00000002").substring(0, 30));
        advance(connector, 10);
        assertThat(recorder.failures.get(0).kind()).isEqualTo(Kind.IDLE);
    }

    @Test
    void theConnectorsTimerRunsWhileItConnects() {
        PacketConnection connector =
                new PacketConnection(Role.CONNECTOR, wire, ByteLayer.plain(), clock.context(), recorder);
        advance(connector, 19);
        assertThat(connector.state()).isEqualTo(State.NEW);
        advance(connector, 1);
        assertThat(connector.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void theAcceptorNeverPingsAndWaitsAMinute() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        receive(acceptor, CONNECT);
        hex();
        advance(acceptor, 59);
        assertThat(hex()).isEmpty();
        assertThat(acceptor.state()).isEqualTo(State.READY);
        advance(acceptor, 1);
        assertThat(recorder.failures.get(0).kind()).isEqualTo(Kind.IDLE);
    }

    @Test
    void aDayOfSilenceBetweenTwoOfOursIsKeptAliveByPings() {
        LinkPair pair = LinkPair.ready();
        pair.pass(Duration.ofHours(24));
        assertThat(pair.workerLink.isReady()).isTrue();
        assertThat(pair.proxyLink.isReady()).isTrue();
    }

    @Test
    void aQueryGetsItsAnswerOnce() {
        PacketConnection connector = open(Role.CONNECTOR);
        receive(connector, CONNECTED);
        hex();
        List<String> outcomes = new ArrayList<>();
        connector.query(new WorkerUpdatePaymentStatus(), Duration.ofSeconds(5), handler(outcomes));
        String query = hex();
        String id = query.substring(24, 40);
        String answer = "2000000001000000" + "11c348c0" + id + "18" + "01d78ba8" + "64ce47b3" + "0100000000000000"
                + "0200000000000000" + "000000";
        receive(connector, "2800000001000000" + answer.substring(16));
        receive(connector, "2800000002000000" + answer.substring(16));
        assertThat(recorder.failures).isEmpty();
        assertThat(outcomes).containsExactly("answer 2");
    }

    @Test
    void aQueryTimesOutOnceAndALateRefusalIsIgnored() {
        PacketConnection connector = open(Role.CONNECTOR);
        receive(connector, CONNECTED);
        hex();
        List<String> outcomes = new ArrayList<>();
        connector.query(new WorkerUpdatePaymentStatus(), Duration.ofSeconds(5), handler(outcomes));
        String id = hex().substring(24, 40);
        assertThat(connector.nextDeadline() - clock.nanos())
                .isEqualTo(Duration.ofSeconds(5).toNanos());
        advance(connector, 5);
        receive(connector, "1400000001000000" + "02f6d24c" + id + "01000000" + "00000000");
        assertThat(outcomes).containsExactly("failure true 652");
    }

    @Test
    void aRefusalCarriesCodeAndText() {
        PacketConnection connector = open(Role.CONNECTOR);
        receive(connector, CONNECTED);
        hex();
        List<String> outcomes = new ArrayList<>();
        connector.query(new WorkerUpdatePaymentStatus(), Duration.ofSeconds(5), handler(outcomes));
        String id = hex().substring(24, 40);
        receive(connector, "1400000001000000" + "02f6d24c" + id + "8b020000" + "026e6f00");
        assertThat(outcomes).containsExactly("failure false 651");
    }

    @Test
    void streamsMayBeCutAnywhere() {
        PacketConnection acceptor = open(Role.ACCEPTOR);
        for (byte b : HexFormat.of().parseHex(CONNECT + PING)) {
            acceptor.receive(ByteBuffer.wrap(new byte[] {b}));
        }
        assertThat(hex()).isEqualTo(CONNECTED + PONG);
    }

    private static QueryHandler<WorkerPaymentStatus> handler(List<String> outcomes) {
        return new QueryHandler<>() {
            @Override
            public void answered(WorkerPaymentStatus answer) {
                outcomes.add("answer " + answer.maxTokens());
            }

            @Override
            public void failed(QueryFailure failure) {
                outcomes.add("failure " + failure.timeout() + " " + failure.code());
            }
        };
    }

    private PacketConnection open(Role role) {
        PacketConnection connection = new PacketConnection(role, wire, ByteLayer.plain(), clock.context(), recorder);
        connection.transportUp();
        return connection;
    }

    private static void receive(PacketConnection connection, String hex) {
        connection.receive(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private void advance(PacketConnection connection, int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        connection.tick();
    }

    private String hex() {
        return HexFormat.of().formatHex(wire.take());
    }

    private static final class Recorder implements PacketConnection.Listener {

        final List<String> events = new ArrayList<>();
        final List<LinkFailure> failures = new ArrayList<>();
        boolean throwOnPacket;

        @Override
        public void onReady() {
            events.add("ready");
        }

        @Override
        public void onPacket(TlBytes message) {
            if (throwOnPacket) {
                throw new TlFormatException("test", 0);
            }
            events.add("packet " + message.toHex());
        }

        @Override
        public void onQuery(long id, TlBytes function) {
            events.add("query " + id);
        }

        @Override
        public void onClosed(LinkFailure failure) {
            failures.add(failure);
        }
    }
}
