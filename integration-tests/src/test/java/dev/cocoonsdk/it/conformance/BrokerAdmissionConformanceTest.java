package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawClient;
import dev.cocoonsdk.it.conformance.raw.RawClient.Answer;
import dev.cocoonsdk.it.conformance.raw.RawClient.Params;
import dev.cocoonsdk.it.conformance.raw.RawClient.Run;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.Tl;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the broker refuses before a worker gets it: {@code docs/protocol/wire.md} 9.2, 9.3, 9.4 and 16.1, to clients of protocol 0, 1
 * and 2. The rejections to protocol 1 and 2 come as {@code client.queryAnswerErrorEx} with a complete final info ([R] of 9.4).
 */
class BrokerAdmissionConformanceTest {

    private static final String RICH = "0:" + "c1".repeat(32);
    private static final String POOR = "0:" + "c2".repeat(32);
    private static final String SECRET = "another long secret";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Tl QUERY = Http.chat("{}");

    private static final Accounts accounts = new Accounts();
    private static BrokerUnderTest broker;
    private static final List<RawWorker> workers = new ArrayList<>();

    /** Two clients; the poor one has 1000 tokens at price 2. */
    private static final class Accounts implements AccountDirectory {

        private volatile ClientAccount.State state = ClientAccount.State.RUNNING;

        @Override
        public ClientAccount find(TonAddress wallet) {
            boolean poor = wallet.equals(TonAddress.parse(POOR));
            NanoTon money = NanoTon.of(poor ? 2_000 : 1_000_000_000_000L);
            return new ClientAccount(
                    wallet,
                    Hash256.sha256(SECRET.getBytes(StandardCharsets.UTF_8)),
                    money,
                    money,
                    TokenCount.ZERO,
                    state);
        }
    }

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start(builder -> builder.accounts(accounts));
        worker(new RawWorker.Params().model("dear@c:v").coefficient(5000));
        worker(new RawWorker.Params().model("dear@c:v").coefficient(4001));
        workers.add(RawWorker.handshake(broker.worker(), new RawWorker.Params().model("off@c:v"), true));
        RawWorker gone = broker.worker(new RawWorker.Params().model("gone@c:v"));
        gone.close();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> broker.broker().stats().workers() == 3);
    }

    private static void worker(RawWorker.Params params) {
        workers.add(broker.worker(params));
    }

    @AfterAll
    static void stop() {
        workers.forEach(RawWorker::close);
        broker.close();
    }

    private static RawClient client(String owner, int protocol) {
        return RawClient.ready(broker.clientPort(), new Params().owner(owner).protocol(protocol), SECRET);
    }

    private static Run run(Consumer<Run> change) {
        Run run = new Run(String.format("%064x", COUNT.incrementAndGet()), "nobody", QUERY);
        change.accept(run);
        return run;
    }

    /** A line of 9.2. */
    private record Rejection(String name, String owner, Consumer<Run> change, String expected) {

        @Override
        public String toString() {
            return name + " -> " + expected;
        }
    }

    private static Stream<Rejection> rejections() {
        return Stream.of(
                new Rejection(
                        "9.2.1 avail < max_tokens", POOR, r -> r.maxTokens = 1001, "602 client balance is too low: .+"),
                new Rejection("9.2.2 newer config", RICH, r -> r.config = 4, "602 active config version is too low"),
                new Rejection(
                        "9.2.2 config -1, unsigned", RICH, r -> r.config = -1, "602 active config version is too low"),
                new Rejection("9.2.5 reserve > avail", POOR, r -> r.maxTokens = 1000, "651 balance is too low"),
                new Rejection("9.2.6 unknown model", RICH, r -> {}, "621 unknown model.*"),
                new Rejection(
                        "9.2.6 full name instead of the routing name",
                        RICH,
                        r -> r.model = "dear@c:v",
                        "621 unknown model.*"),
                new Rejection("9.2.6 letter case differs", RICH, r -> r.model = "Dear", "621 unknown model.*"),
                new Rejection("9.2.6 known but no worker", RICH, r -> r.model = "gone", "651 no workers for model.*"),
                new Rejection(
                        "9.2.8 all too dear",
                        RICH,
                        r -> {
                            r.model = "dear";
                            r.maxCoefficient = 4000;
                        },
                        "651 can run this query with coefficient=4001"),
                new Rejection("9.2.8 all disabled", RICH, r -> r.model = "off", "651 no ready workers for model.*"),
                new Rejection(
                        "9.3 query is no http.request",
                        RICH,
                        r -> {
                            r.model = "dear";
                            r.maxCoefficient = 9000;
                            r.query = Tl.of(Ids.HTTP_RESPONSE);
                        },
                        "0 proxy: received incorrect answer.*"),
                new Rejection(
                        "9.3 query empty",
                        RICH,
                        r -> {
                            r.model = "dear";
                            r.maxCoefficient = 9000;
                            r.query = new Tl();
                        },
                        "0 proxy: received incorrect answer.*"));
    }

    static Stream<Arguments> everyRejection() {
        return rejections().flatMap(line -> Stream.of(0, 1, 2).map(protocol -> Arguments.of(protocol, line)));
    }

    @ParameterizedTest(name = "protocol {0}: {1}")
    @MethodSource("everyRejection")
    void refuses(int protocol, Rejection line) {
        try (RawClient client = client(line.owner(), protocol)) {
            Run run = run(line.change());
            client.run(run);
            Answer answer = client.answer();
            assertThat(answer.error()).matches(line.expected());
            assertThat(answer.id()).isEqualTo(run.id);
            assertFree(answer, protocol);
            client.peer().alive();
        }
    }

    private static void assertFree(Answer answer, int protocol) {
        assertThat(answer.object()).isEqualTo(protocol == 0 ? Ids.CLIENT_ERROR : Ids.CLIENT_ERROR_EX);
        assertThat(answer.info()).isNotNull();
        assertThat(answer.info().tokens().total()).isZero();
        if (protocol > 0) {
            assertThat(answer.info().flags()).isEqualTo(protocol == 2 ? 2 : 0);
        }
        if (protocol == 2) {
            assertThat(answer.info().proxyStart())
                    .isPositive()
                    .isLessThanOrEqualTo(answer.info().proxyEnd());
        }
    }

    @Test
    void checksInTheOrderOfTheTable() {
        List<String> found = new ArrayList<>();
        Run run = run(r -> {
            r.maxTokens = 100_000;
            r.config = 9;
            r.query = Tl.of(Ids.HTTP_RESPONSE);
        });
        List<Runnable> repairs = List.of(
                () -> run.maxTokens = 990,
                () -> run.config = 3,
                () -> accounts.state = ClientAccount.State.RUNNING,
                () -> run.maxCoefficient = 1);
        try (RawClient client = client(POOR, 2)) {
            accounts.state = ClientAccount.State.CLOSING;
            found.add(client.run(run).answer().error());
            for (Runnable repair : repairs) {
                repair.run();
                run.id = String.format("%064x", COUNT.incrementAndGet());
                found.add(client.run(run).answer().error());
            }
        } finally {
            accounts.state = ClientAccount.State.RUNNING;
        }
        assertThat(found.get(0)).startsWith("602 client balance is too low: ");
        assertThat(found.get(1)).isEqualTo("602 active config version is too low");
        assertThat(found.get(2)).isEqualTo("651 client is closing");
        assertThat(found.get(3)).isEqualTo("651 balance is too low");
        assertThat(found.get(4)).startsWith("621 unknown model");
    }

    @ParameterizedTest(name = "9.2.4 the reservation counts the bytes of the query: {0} below the balance")
    @ValueSource(ints = {0, 1})
    void reservesTokensAndBytesTimesTheCoefficient(int below) {
        try (RawClient client = client(POOR, 2)) {
            Run run = run(r -> {
                r.maxCoefficient = 1000;
                r.maxTokens = 1000 - r.query.bytes().length - below;
            });
            assertThat(client.run(run).answer().error())
                    .as("the money suffices")
                    .startsWith("621 unknown model");
            run.maxTokens = 1000 - run.query.bytes().length + 1;
            run.id = String.format("%064x", COUNT.incrementAndGet());
            assertThat(client.run(run).answer().error()).isEqualTo("651 balance is too low");
        }
    }

    @Test
    void reservationsOfRunningRequestsCount() {
        int bytes = QUERY.bytes().length;
        try (RawWorker worker = broker.worker(new RawWorker.Params().model("slow@c:v"));
                RawClient client = client(POOR, 2)) {
            Consumer<Run> half = r -> {
                r.model = "slow";
                r.maxCoefficient = 1000;
                r.maxTokens = 500;
            };
            client.run(run(half));
            String first = worker.request().id();
            Run second = run(half);
            client.run(second);
            assertThat(client.answer().error())
                    .as("500 and %s bytes are reserved", bytes)
                    .startsWith("602 client balance");
            worker.fail(first, false, 602, "worker: no");
            client.answer();
            client.free().run(run(half));
            worker.fail(worker.request().id(), false, 602, "worker: no");
            client.answer();
            client.free();
        }
    }

    @ParameterizedTest(name = "timeout {0} hurts nobody")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 0, 1e300, 5e-324})
    void oddTimeoutsHurtNobody(double timeout) {
        try (RawWorker worker = broker.worker(new RawWorker.Params().model("odd@c:v"));
                RawClient client = client(RICH, 2)) {
            client.peer().passesOver(message -> message == Ids.CLIENT_REQUEST_PAYMENT);
            client.run(run(r -> {
                r.model = "odd";
                r.timeout = timeout;
            }));
            client.peer().packet(Tl.of(0x0badcafe));
            worker.peer().frame(Tl.of(Ids.PING).i64(3));
            client.run(run(r -> {}));
            List<String> errors = new ArrayList<>();
            while (errors.stream().noneMatch(error -> error.startsWith("621 unknown model"))) {
                errors.add(client.answer().error());
            }
        }
    }

    @ParameterizedTest(name = "max_tokens {0} is refused")
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void negativeLimitsAreRefused(int maxTokens) {
        try (RawClient client = client(RICH, 2)) {
            client.run(run(r -> {
                r.model = "dear";
                r.maxTokens = maxTokens;
            }));
            assertThat(client.answer().isError()).isTrue();
            client.peer().alive();
        }
    }

    @Test
    void aFullWorkerIsNotReady() {
        try (RawWorker worker =
                        broker.worker(new RawWorker.Params().model("full@c:v").capacity(1));
                RawClient client = client(RICH, 2)) {
            client.run(run(r -> r.model = "full"));
            String id = worker.request().id();
            client.run(run(r -> r.model = "full"));
            assertThat(client.answer().error()).startsWith("651 no ready workers for model");
            worker.fail(id, false, 602, "worker: no");
            assertThat(client.answer().isError()).isTrue();
        }
    }

    @Test
    void theOldRequestObjectIsUnderstoodOnEveryConnection() {
        try (RawClient client = client(RICH, 2)) {
            client.run(run(r -> {}), 0);
            assertThat(client.answer().error()).startsWith("621 unknown model");
        }
    }

    @Test
    void aRequestThatDoesNotParseClosesTheConnection() {
        try (RawClient client = client(RICH, 2)) {
            client.peer().packet(Tl.of(Ids.CLIENT_RUN_QUERY_EX).str("x").data(QUERY));
            client.peer().closed();
        }
    }
}
