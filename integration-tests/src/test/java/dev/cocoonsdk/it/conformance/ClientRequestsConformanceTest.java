package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.it.conformance.ClientUnderTest.Events;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.In;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawPeer.Query;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.Tl;
import dev.cocoonsdk.network.client.NetworkModel;
import dev.cocoonsdk.network.client.NetworkRequest;
import dev.cocoonsdk.network.client.NetworkStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of our client to a proxy that is played by hand: {@code docs/protocol/wire.md} 3.1, 6, 9.1, 9.4, 9.7, 9.9, 10.6, 16.1, 16.2. */
class ClientRequestsConformanceTest {

    private ClientUnderTest client;
    private RawPeer proxy;

    @AfterEach
    void stop() {
        client.close();
    }

    private void start(int protocol) {
        client = ClientUnderTest.start();
        proxy = client.proxy().client(protocol, 100, 200, 300);
    }

    /** The id of the next request, which must be in the object of this version. */
    private String id(int protocol) {
        In in = proxy.packet(protocol == 0 ? Ids.CLIENT_RUN_QUERY : Ids.CLIENT_RUN_QUERY_EX);
        in.str();
        in.data();
        in.i32();
        in.i32();
        in.f64();
        return in.int256();
    }

    private static Tl info(int protocol, long total) {
        Tl info = new Tl()
                .i32(1)
                .i32(protocol == 2 ? 2 : 0)
                .i64(1)
                .i64(2)
                .i64(3)
                .i64(4)
                .i64(total);
        return protocol == 2 ? info.f64(1000).f64(1001).f64(1000.5).f64(1000.75) : info;
    }

    private static Tl tokens(long total) {
        return new Tl().i64(0).i64(0).i64(total).i64(0).i64(total);
    }

    private void head(int protocol, String id, String payload) {
        proxy.packet(
                protocol == 0
                        ? Tl.of(Ids.CLIENT_ANSWER)
                                .data(Http.ok(payload))
                                .bool(false)
                                .hex(id)
                                .add(tokens(0))
                        : Tl.of(Ids.CLIENT_ANSWER_EX)
                                .hex(id)
                                .data(Http.ok(payload))
                                .i32(0));
    }

    private void part(int protocol, String id, String text, boolean last) {
        Tl ex = Tl.of(Ids.CLIENT_PART_EX).hex(id).str(text);
        proxy.packet(
                protocol == 0
                        ? Tl.of(Ids.CLIENT_PART).str(text).bool(last).hex(id).add(tokens(33))
                        : last ? ex.add(info(protocol, 33)) : ex.i32(0));
    }

    @Test
    void writesRunQueryExAsTheReferenceDoes() {
        start(2);
        client.run("{\"a\":1}");
        In in = proxy.packet(Ids.CLIENT_RUN_QUERY_EX);
        assertThat(in.str()).isEqualTo(Facts.MODEL_NAME);
        Http.Request http = Http.Request.parse(in.data());
        assertThat(http.method()).isEqualTo("POST");
        assertThat(http.url()).isEqualTo("/v1/chat/completions");
        assertThat(http.version()).isEqualTo("HTTP/1.1");
        assertThat(http.headers())
                .containsEntry("Content-Length", "7")
                .containsEntry("Content-Type", "application/json");
        assertThat(http.payload()).isEqualTo("{\"a\":1}");
        assertThat(in.i32()).as("max_coefficient").isEqualTo(4000);
        assertThat(in.i32()).as("max_tokens").isEqualTo(1000);
        assertThat(in.f64()).as("120 times 0.95").isBetween(100.0, 114.0000001);
        String id = in.int256();
        assertThat(in.i32()).as("min_config_version").isEqualTo(3);
        assertThat(in.i32()).as("flags").isEqualTo(1);
        assertThat(in.bool()).as("enable_debug").isFalse();
        in.end();
        client.run("{}");
        assertThat(id(2)).isNotEqualTo(id);
    }

    @ParameterizedTest(name = "9.7 an answer of protocol {0}")
    @ValueSource(ints = {1, 2})
    void readsAnswersOfItsProtocol(int protocol) {
        start(protocol);
        Events events = client.run("{}");
        String id = id(protocol);
        head(protocol, id, "first ");
        part(protocol, id, "second", false);
        part(protocol, id, "", true);
        assertThat(events.next()).isEqualTo("head 200");
        assertThat(events.next()).isEqualTo("part first ");
        assertThat(events.next()).isEqualTo("part second");
        assertThat(events.next()).isEqualTo("completed 33");
        proxy.alive();
    }

    @Test
    void readsTheOldAnswersOnAnyConnection() {
        start(2);
        Events events = client.run("{}");
        String id = id(2);
        head(0, id, "");
        part(0, id, "x", true);
        assertThat(events.next()).isEqualTo("head 200");
        assertThat(events.next()).isEqualTo("part x");
        assertThat(events.next()).isEqualTo("completed 33");
    }

    @Test
    void anAnswerMayEndWithItsHead() {
        start(2);
        Events events = client.run("{}");
        proxy.packet(Tl.of(Ids.CLIENT_ANSWER_EX).hex(id(2)).data(Http.ok("all")).add(info(2, 5)));
        assertThat(events.next()).isEqualTo("head 200");
        assertThat(events.next()).isEqualTo("part all");
        assertThat(events.next()).isEqualTo("completed 5");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of("old object before the first answer", false, Ids.CLIENT_ERROR),
                Arguments.of("old part error before the first answer", false, Ids.CLIENT_PART_ERROR),
                Arguments.of("old part error after the first answer", true, Ids.CLIENT_PART_ERROR),
                Arguments.of("old object after the first answer", true, Ids.CLIENT_ERROR),
                Arguments.of("Ex before the first answer", false, Ids.CLIENT_ERROR_EX),
                Arguments.of("Ex after the first answer", true, Ids.CLIENT_ERROR_EX));
    }

    @ParameterizedTest(name = "16.1 {0} ends the request")
    @MethodSource("errors")
    void understandsErrorsOfBothFamilies(String name, boolean started, int object) {
        start(2);
        Events events = client.run("{}");
        String id = id(2);
        if (started) {
            head(2, id, "");
            assertThat(events.next()).isEqualTo("head 200");
        }
        proxy.packet(
                object == Ids.CLIENT_ERROR_EX
                        ? Tl.of(object)
                                .hex(id)
                                .i32(651)
                                .str("balance is too low")
                                .add(info(2, 0))
                        : Tl.of(object)
                                .i32(651)
                                .str("balance is too low")
                                .hex(id)
                                .add(tokens(0)));
        assertThat(events.next()).isEqualTo("failed PEER 651 balance is too low");
        part(2, id, "late", true);
        proxy.alive();
        assertThat(events.isEmpty()).as("nothing after the end: %s", name).isTrue();
    }

    @Test
    void toleratesAnErrorWithoutFinalInfo() {
        start(2);
        Events events = client.run("{}");
        proxy.packet(Tl.of(Ids.CLIENT_ERROR_EX)
                .hex(id(2))
                .i32(652)
                .str("timeout in proxy")
                .i32(0));
        assertThat(events.next()).isEqualTo("failed PEER 652 timeout in proxy");
    }

    @Test
    void aSecondHeadAndAPartBeforeTheHeadDoNotReachTheCaller() {
        start(2);
        Events events = client.run("{}");
        String id = id(2);
        part(2, id, "early", false);
        head(2, id, "");
        String first = events.next();
        assertThat(first).isIn("head 200", "failed VIOLATION 621 out of order answer parts");
        proxy.alive();
    }

    @Test
    void answersToUnknownRequestsAreIgnored() {
        start(2);
        head(2, "cc".repeat(32), "x");
        part(2, "cc".repeat(32), "x", true);
        proxy.packet(Tl.of(Ids.CLIENT_ERROR)
                        .i32(1)
                        .str("x")
                        .hex("cc".repeat(32))
                        .add(tokens(0)))
                .alive();
    }

    @Test
    void requestsOfManyCallersAreKeptApart() {
        start(2);
        Events first = client.run("{}");
        String one = id(2);
        Events second = client.run("{}");
        String two = id(2);
        head(2, two, "");
        head(2, one, "");
        part(2, two, "2", true);
        part(2, one, "1", true);
        assertThat(List.of(first.next(), first.next(), first.next()))
                .containsExactly("head 200", "part 1", "completed 33");
        assertThat(List.of(second.next(), second.next(), second.next()))
                .containsExactly("head 200", "part 2", "completed 33");
    }

    @Test
    void aRequestOfAProxyThatDiesFailsOnceAndIsNotSentAgain() {
        start(2);
        Events events = client.run("{}");
        id(2);
        proxy.die();
        assertThat(events.next()).startsWith("failed LINK_LOST");
        proxy = client.ready();
        proxy.alive();
        assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void aProxyThatDiesInTheMiddleEndsTheAnswer() {
        start(2);
        Events events = client.run("{}");
        String id = id(2);
        head(2, id, "");
        part(2, id, "x", false);
        assertThat(events.next()).isEqualTo("head 200");
        assertThat(events.next()).isEqualTo("part x");
        proxy.die();
        assertThat(events.next()).startsWith("failed LINK_LOST");
    }

    @Test
    void aRequestThatFitsIntoNoFrameIsRefusedBeforeSending() {
        start(2);
        Events events = client.run("x".repeat(1 << 24));
        assertThat(events.next()).startsWith("failed TOO_LARGE");
        proxy.alive();
    }

    @Test
    void withoutAReadyProxyNothingIsSent() {
        client = ClientUnderTest.start();
        proxy = client.proxy().connectedClient(2);
        NetworkRequest now = ClientUnderTest.request("{}");
        Events events = client.run(new NetworkRequest(
                now.method(),
                now.url(),
                now.headers(),
                Bytes.copyOf(new byte[0]),
                now.model(),
                1,
                1,
                now.timeout(),
                false,
                Duration.ZERO));
        assertThat(events.next()).startsWith("failed NO_PROXY");
    }

    static Stream<Arguments> payments() {
        return Stream.of(
                Arguments.of("higher numbers are taken", RawProxy.charge(150), 250, 350, 150, 250, 350),
                Arguments.of("lower numbers are not", RawProxy.charge(50), 150, 250, 100, 200, 300),
                Arguments.of("an empty payment", Tl.of(Ids.SIGNED_PAYMENT_EMPTY), 210, 310, 100, 210, 310),
                Arguments.of(
                        "a worker's payout",
                        RawProxy.payment(RawPayment.WORKER_PAYOUT, 900, Facts.CLIENT_CONTRACT),
                        210,
                        310,
                        100,
                        210,
                        310),
                Arguments.of(
                        "another client's charge",
                        RawProxy.payment(RawPayment.CLIENT_CHARGE, 900, Facts.WORKER_CONTRACT),
                        210,
                        310,
                        100,
                        210,
                        310),
                Arguments.of("no bag of cells", Tl.of(Ids.SIGNED_PAYMENT).str("x"), 210, 310, 100, 210, 310));
    }

    @ParameterizedTest(name = "10.6 clientRequestPayment: {0}, nothing closes")
    @MethodSource("payments")
    void mergesPayments(
            String name,
            Tl payment,
            long database,
            long memory,
            long signedAfter,
            long databaseAfter,
            long memoryAfter) {
        start(2);
        proxy.packet(Tl.of(Ids.CLIENT_REQUEST_PAYMENT)
                        .hex("ee".repeat(32))
                        .add(payment)
                        .i64(database)
                        .i64(memory)
                        .i64(1))
                .alive();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            NetworkStatus.Account account = client.network().status().accounts().get(0);
            assertThat(account.signed().value()).as(name).isEqualTo(signedAfter);
            assertThat(account.database().value()).isEqualTo(databaseAfter);
            assertThat(account.memory().value()).isEqualTo(memoryAfter);
        });
    }

    @Test
    void asksForModelsInTheFormOfItsProtocol() throws Exception {
        start(2);
        CompletableFuture<List<NetworkModel>> models = client.network().models(Duration.ofSeconds(30));
        Query query = proxy.query(Ids.GET_WORKER_TYPES_V2);
        query.function().end();
        proxy.answer(
                query.id(),
                Tl.of(Ids.WORKER_TYPES_V2)
                        .i32(2)
                        .str("a")
                        .i32(0)
                        .str("b")
                        .i32(1)
                        .i32(0)
                        .i32(1000)
                        .i32(3)
                        .i32(60));
        List<NetworkModel> found = models.get(40, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(found).extracting(NetworkModel::name).containsExactly("a", "b");
        assertThat(found.get(1).workers()).hasSize(1);
    }

    @Test
    void aClosingClientEndsItsRequests() {
        start(2);
        Events events = client.run("{}");
        id(2);
        client.network().close();
        assertThat(events.next()).startsWith("failed CANCELLED");
        proxy.closedAtLast();
    }
}
