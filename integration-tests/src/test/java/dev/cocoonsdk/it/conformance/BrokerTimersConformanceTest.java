package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawClient;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Params;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Tokens;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The accepting side's timers: {@code docs/protocol/wire.md} 3.6, 9.3 and 13, by a clock that the test moves. */
class BrokerTimersConformanceTest {

    private static final ManualClock clock = new ManualClock();
    private static BrokerUnderTest broker;

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start(clock);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** How to open a connection on each port. */
    static Stream<Named<Port>> ports() {
        return Stream.of(
                Named.of("worker port", BrokerUnderTest::workerPort),
                Named.of("client port", BrokerUnderTest::clientPort));
    }

    /** One of a broker's ports. */
    interface Port {
        InetSocketAddress of(BrokerUnderTest broker);
    }

    @ParameterizedTest(name = "{0}: 3.6 half-open: a peer that vanished is dropped after 60 s")
    @MethodSource("ports")
    void dropsAPeerThatVanished(Port port) {
        try (RawPeer peer = RawPeer.connect(port.of(broker))) {
            clock.advance(Duration.ofSeconds(59));
            peer.alive();
            clock.advance(Duration.ofSeconds(60));
            peer.closed();
        }
    }

    @ParameterizedTest(name = "{0}: 3.6 a peer that never says tcp.connect is dropped after 60 s")
    @MethodSource("ports")
    void dropsAPeerThatNeverGreets(Port port) {
        try (RawPeer silent = RawPeer.dial(port.of(broker));
                RawPeer other = RawPeer.connect(port.of(broker))) {
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofSeconds(30));
                other.alive();
            }
            silent.closed();
        }
    }

    @ParameterizedTest(name = "{0}: 3.6 slow loris: bytes of an incomplete frame do not restart the timer")
    @MethodSource("ports")
    void trickledBytesKeepNothingAlive(Port port) {
        try (RawPeer peer = RawPeer.connect(port.of(broker))) {
            byte[] frame = peer.nextFrame(Tl.of(Ids.PING).i64(1));
            for (int i = 0; i < 5; i++) {
                peer.raw(new byte[] {frame[i]});
                clock.advance(Duration.ofSeconds(10));
            }
            peer.raw(new byte[] {frame[5]});
            clock.advance(Duration.ofSeconds(10));
            peer.closed();
        }
    }

    @ParameterizedTest(name = "{0}: 3.6 24 h of keepalive, and the acceptor never pings")
    @MethodSource("ports")
    void staysForADayOfPings(Port port) {
        try (RawPeer peer = broker.known(port.of(broker)).leavesPings()) {
            for (int second = 0; second < 24 * 3600; second += 50) {
                clock.advance(Duration.ofSeconds(50));
                peer.alive();
            }
        }
    }

    @Test
    void whatTheBrokerSendsDoesNotKeepAPeerAlive() {
        try (RawWorker worker = broker.worker(new Params().model("idle@c:v"))) {
            clock.advance(Duration.ofSeconds(50));
            CompletableFuture<HttpResponse<String>> answer = broker.chat("idle", "");
            worker.request();
            clock.advance(Duration.ofSeconds(11));
            worker.peer().closed();
            assertThat(answer.join().statusCode()).isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void aRequestIsGivenUpWhenItsTimeIsOverAndALateAnswerIsFree() {
        try (RawWorker worker = broker.worker(new Params().model("late@c:v"))) {
            CompletableFuture<HttpResponse<String>> answer = broker.chat("late", ",\"timeout\":100");
            String id = worker.request().id();
            for (int i = 0; i < 4; i++) {
                clock.advance(Duration.ofSeconds(30));
                worker.unpaid();
            }
            assertThat(answer.join().statusCode()).isEqualTo(504);
            worker.reply(id, "{}", Tokens.total(50));
            worker.unpaid();
        }
    }

    @ParameterizedTest(name = "9.3 timer of a request of a client of protocol {0} -> 652 timeout in proxy")
    @ValueSource(ints = {0, 1, 2})
    void tellsAClientThatTheTimeIsOver(int protocol) {
        try (RawWorker worker = broker.worker(new Params().model("expired-" + protocol + "@c:v"));
                RawClient client = RawClient.ready(
                        broker.clientPort(),
                        new RawClient.Params().protocol(protocol).owner("0:" + ("0" + protocol).repeat(32)),
                        "")) {
            RawClient.Run run = new RawClient.Run("ab".repeat(32), "expired-" + protocol, Http.chat("{}"));
            run.timeout = 50;
            client.run(run);
            String id = worker.request().id();
            clock.advance(Duration.ofSeconds(45));
            worker.peer().alive();
            client.peer().alive();
            clock.advance(Duration.ofSeconds(6));
            RawClient.Answer answer = client.answer();
            assertThat(answer.error()).isEqualTo("652 timeout in proxy");
            assertThat(answer.info().tokens().total()).isZero();
            worker.reply(id, "{}", Tokens.total(50)).unpaid();
            client.free().peer().alive();
            assertThat(client.status().memory()).as("a late answer is free").isZero();
        }
    }

    @Test
    void aWorkerThatNeverFinishesItsHandshakeButPingsIsServedNoRequest() {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, new Params().model("slow@c:v").query()).answer(1, Ids.WORKER_CONNECTED);
            clock.advance(Duration.ofSeconds(40));
            worker.alive();
            assertThat(broker.chat("slow", "").join().statusCode()).isGreaterThanOrEqualTo(400);
            worker.alive();
        }
    }
}
