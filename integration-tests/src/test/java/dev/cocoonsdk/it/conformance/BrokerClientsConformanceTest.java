package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.In;
import dev.cocoonsdk.it.conformance.raw.RawClient;
import dev.cocoonsdk.it.conformance.raw.RawClient.Answer;
import dev.cocoonsdk.it.conformance.raw.RawClient.Numbers;
import dev.cocoonsdk.it.conformance.raw.RawClient.Payment;
import dev.cocoonsdk.it.conformance.raw.RawClient.Run;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Request;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Tokens;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Life and death of native clients at the broker: {@code docs/protocol/wire.md} 9.6, 9.8, 9.9, 10.3 to 10.6. */
class BrokerClientsConformanceTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static BrokerUnderTest broker;

    private int number;
    private String model;

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void ownNames() {
        number = COUNT.incrementAndGet();
        model = "native-" + number;
    }

    private RawWorker worker(int protocol) {
        RawWorker.Params params = new RawWorker.Params().model(model + "@c:v").protocol(protocol);
        params.owner = "0:" + String.format("%064x", 0x1000 + number);
        return broker.worker(params);
    }

    private String wallet() {
        return "0:" + String.format("%064x", 0x2000 + number);
    }

    private RawClient client(int protocol) {
        return RawClient.ready(
                broker.clientPort(), new RawClient.Params().owner(wallet()).protocol(protocol), "");
    }

    private Run run(int serial) {
        return new Run(String.format("%032x%032x", number, serial), model, Http.chat("{}"));
    }

    private static Answer last(RawClient client) {
        Answer answer = client.answer();
        while (answer.info() == null) {
            answer = client.answer();
        }
        return answer;
    }

    @ParameterizedTest(name = "9.8 payments of a client of protocol {0}")
    @ValueSource(ints = {0, 1, 2})
    void paysAfterCompletionOnlyAndNumbersNeverFall(int protocol) {
        try (RawWorker worker = worker(2);
                RawClient client = client(protocol)) {
            long memory = 0;
            long database = 0;
            long signed = 0;
            for (int i = 1; i <= 4; i++) {
                Run run = run(i);
                client.run(run);
                String id = worker.request().id();
                worker.head(id, "").part(id, "{}", null);
                client.answer();
                client.answer();
                client.peer().alive();
                worker.part(id, "", Tokens.total(10 * i));
                last(client);
                Payment payment = client.paid();
                assertThat(payment.id()).isEqualTo(run.id);
                assertThat(payment.tokens()).isEqualTo(10 * i);
                assertThat(payment.memory()).isGreaterThan(memory);
                assertThat(payment.database()).isBetween(database, payment.memory());
                RawPayment proof = RawPayment.verify(payment.signed(), Facts.PROXY_KEY);
                assertThat(proof.op()).isEqualTo(RawPayment.CLIENT_CHARGE);
                assertThat(proof.tokens()).isBetween(signed, payment.database());
                assertThat(worker.paid().client())
                        .as("the client as the worker is told")
                        .startsWith("UQ");
                memory = payment.memory();
                database = payment.database();
                signed = proof.tokens();
            }
            assertThat(memory).isEqualTo(100);
            Numbers status = client.status();
            assertThat(status.memory()).isEqualTo(100);
        }
    }

    @Test
    void thePaymentIsSignedForTheConfirmedNumbersInTheEnd() {
        try (RawWorker worker = worker(2);
                RawClient client = client(2)) {
            client.run(run(1));
            worker.reply(worker.request().id(), "{}", Tokens.total(42));
            last(client);
            assertThat(client.paid().memory()).isEqualTo(42);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> RawPayment.verify(client.status().signed(), Facts.PROXY_KEY)
                                    .tokens()
                            == 42);
        }
    }

    @ParameterizedTest(name = "16.12 a worker that reports {0} tokens: the client pays at most the reservation")
    @ValueSource(longs = {1_000_000_000L, Long.MAX_VALUE, -1L})
    void boundsWhatAClientPays(long reported) {
        try (RawWorker worker = worker(2);
                RawClient client = client(2)) {
            Run run = run(1);
            run.maxTokens = 10;
            run.maxCoefficient = 1000;
            client.run(run);
            worker.reply(worker.request().id(), "{}", Tokens.total(reported));
            Answer end = last(client);
            assertThat(client.paid().tokens()).isBetween(0L, end.isError() ? 0 : 10L + run.query.bytes().length);
            client.peer().alive();
        }
    }

    @Test
    void errorsAreFree() {
        try (RawWorker worker = worker(2);
                RawClient client = client(2)) {
            client.run(run(1));
            worker.fail(worker.request().id(), false, 621, "worker: no");
            last(client);
            client.free().peer().alive();
            assertThat(client.status().memory()).isZero();
            worker.unpaid();
        }
    }

    @Test
    void aRequestRunsOnAndIsChargedWhenItsClientDies() {
        try (RawWorker worker = worker(2)) {
            Request request;
            try (RawClient client = client(2)) {
                client.run(run(1));
                request = worker.request();
                worker.head(request.id(), "").part(request.id(), "x", null);
                client.answer();
                client.answer();
                client.peer().die();
            }
            worker.part(request.id(), "y", Tokens.total(7));
            assertThat(worker.paid().tokens()).isEqualTo(7);
            try (RawClient again = client(2)) {
                assertThat(again.status().memory()).isEqualTo(7);
            }
        }
    }

    @Test
    void aRequestMovesWhenItsWorkerDiesBeforeAnythingWasSent() {
        try (RawWorker first = worker(2)) {
            try (RawClient client = client(2)) {
                client.run(run(1));
                Request request = first.request();
                try (RawWorker second = worker(1)) {
                    first.peer().die();
                    Request moved = second.request();
                    assertThat(moved.query()).isEqualTo(request.query());
                    second.reply(moved.id(), "{\"second\":1}", Tokens.total(2));
                    assertThat(last(client).isError()).isFalse();
                    assertThat(client.paid().tokens()).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void aRequestOfAWorkerThatDiesAloneFailsAtOnce() {
        try (RawWorker worker = worker(2);
                RawClient client = client(2)) {
            client.run(run(1));
            worker.request();
            worker.peer().die();
            Answer answer = client.answer();
            assertThat(answer.object()).isEqualTo(Ids.CLIENT_ERROR_EX);
            assertThat(answer.code()).isIn(651, 602, 601);
            assertThat(answer.info().flags()).isEqualTo(2);
        }
    }

    @Test
    void bothSidesSeeTheProxyDie() {
        BrokerUnderTest dying = BrokerUnderTest.start();
        RawWorker worker;
        RawClient client;
        try (dying) {
            worker = dying.worker(new RawWorker.Params());
            client = RawClient.ready(dying.clientPort(), new RawClient.Params(), "");
            client.run(new Run("ab".repeat(32), Facts.MODEL_NAME, Http.chat("{}")));
            worker.request();
        }
        worker.peer().closedAtLast();
        client.peer().closedAtLast();
    }

    @Test
    void requestsOfOneConnectionAreKeptApart() {
        try (RawWorker worker = worker(2);
                RawClient client = client(2)) {
            Run one = run(1);
            Run two = run(2);
            client.run(one);
            String first = worker.request().id();
            client.run(two);
            String second = worker.request().id();
            worker.head(second, "");
            assertThat(client.answer().id()).isEqualTo(two.id);
            worker.head(first, "");
            assertThat(client.answer().id()).isEqualTo(one.id);
            worker.part(first, "1", null);
            assertThat(client.answer().body()).isEqualTo("1");
            worker.part(second, "2", Tokens.total(1));
            assertThat(last(client).id()).isEqualTo(two.id);
            assertThat(client.paid().id()).isEqualTo(two.id);
            worker.part(first, "3", Tokens.total(1));
            assertThat(last(client).id()).isEqualTo(one.id);
        }
    }

    @ParameterizedTest(name = "9.9 the model list says what the worker says, client of protocol {0}")
    @ValueSource(ints = {1, 2})
    void listsModelsWithTheirWorkers(int protocol) {
        try (RawWorker worker = worker(2);
                RawWorker dearer = broker.worker(new RawWorker.Params()
                        .model(model + "@c:v")
                        .coefficient(1500)
                        .capacity(5));
                RawWorker off = RawWorker.handshake(
                        broker.worker(),
                        new RawWorker.Params().model(model + "@c:v").coefficient(7),
                        true);
                RawClient client = client(protocol)) {
            client.run(run(1));
            worker.request();
            assertThat(workersOfV2(client)).isEqualTo("1000 1/60, 1500 0/5");
            off.peer().alive();
            dearer.peer().alive();
        }
    }

    @Test
    void aModelWithoutWorkersStaysInTheList() {
        worker(2).close();
        try (RawClient client = client(2)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> workersOfV2(client).isEmpty());
        }
    }

    private String workersOfV2(RawClient client) {
        In types = client.peer().query(60, Tl.of(Ids.GET_WORKER_TYPES_V2)).answer(60, Ids.WORKER_TYPES_V2);
        String found = null;
        String before = "";
        for (int left = types.i32(); left > 0; left--) {
            String name = types.str();
            assertThat(name).as("in the order of names").isGreaterThan(before);
            before = name;
            StringBuilder workers = new StringBuilder();
            for (int worker = types.i32(); worker > 0; worker--) {
                assertThat(types.i32()).as("flags").isZero();
                workers.append(workers.isEmpty() ? "" : ", ")
                        .append(types.i32())
                        .append(' ')
                        .append(types.i32())
                        .append('/')
                        .append(types.i32());
            }
            if (name.equals(model)) {
                found = workers.toString();
            }
        }
        types.end();
        assertThat(found).as("the model is listed").isNotNull();
        return found;
    }

    @Test
    void listsModelsToClientsOfVersionZero() {
        try (RawWorker worker = worker(2);
                RawClient client = client(0)) {
            In types = client.peer().query(61, Tl.of(Ids.GET_WORKER_TYPES)).answer(61, Ids.WORKER_TYPES);
            boolean found = false;
            for (int left = types.i32(); left > 0; left--) {
                boolean own = types.str().equals(model);
                int active = types.i32();
                int least = types.i32();
                types.i32();
                types.i32();
                if (own) {
                    found = true;
                    assertThat(active).isEqualTo(1);
                    assertThat(least).isEqualTo(1000);
                }
            }
            types.end();
            assertThat(found).isTrue();
            worker.peer().alive();
        }
    }

    @ParameterizedTest(name = "9.2 timeout {0} s reaches the worker as {1} s")
    @CsvSource({"114,108.3", "10,9.5", "0.5,0.475"})
    void givesTheWorkerNinetyFiveHundredths(double timeout, double expected) {
        try (RawWorker worker = worker(2);
                RawClient client = client(2)) {
            Run run = run(1);
            run.timeout = timeout;
            client.run(run);
            assertThat(worker.request().timeout()).isBetween(0.0, expected + 1e-9);
        }
    }

    @Test
    void unknownMessagesOfAReadyClientAreIgnored() {
        try (RawClient client = client(2)) {
            client.peer()
                    .packet(Tl.of(0x0badcafe))
                    .packet(Tl.of(Ids.ENABLED_DISABLED).i32(1))
                    .alive();
            client.peer().query(70, Tl.of(Ids.CLIENT_REQUEST_REFUND));
            assertThat(client.peer().refusal(70)).startsWith("0 ");
            client.peer().alive();
        }
    }

    @Test
    void aClientThatSendsTheLargestRequestIsServed() {
        try (RawWorker worker = worker(2);
                RawClient client = client(2)) {
            Run run = run(1);
            run.query = Http.chat("x".repeat(15 << 20));
            client.run(run);
            assertThat(worker.request().query()).isEqualTo(run.query.bytes());
        }
    }

    @Test
    void aRequestThatFitsIntoNoFrameOfTheWorkerIsRefusedAtOnce() {
        try (RawWorker worker = worker(2);
                RawClient client = client(0)) {
            Run run = run(1);
            int around = Tl.of(Ids.PACKET)
                            .data(Tl.of(Ids.CLIENT_RUN_QUERY)
                                    .str(model)
                                    .data(Http.chat("x".repeat(1 << 20)))
                                    .i32(1)
                                    .i32(1)
                                    .f64(1)
                                    .hex(run.id)
                                    .i32(3))
                            .bytes()
                            .length
                    - (1 << 20);
            run.query = Http.chat("x".repeat((1 << 24) - around - 8));
            client.run(run);
            assertThat(client.answer().isError()).isTrue();
            client.peer().alive();
            worker.peer().alive();
        }
    }

    @Test
    void aClientThatDiesInTheHandshakeHurtsNobody() {
        for (int i = 0; i < 10; i++) {
            RawPeer peer = RawPeer.connect(broker.clientPort());
            peer.query(1, new RawClient.Params().query()).die();
        }
        client(2).close();
    }
}
