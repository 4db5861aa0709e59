package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.In;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Params;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Payment;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Request;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Tokens;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The worker leg of requests that came over HTTP: {@code docs/protocol/wire.md} 8.4, 9.2 step 7, 9.3 to 9.5, 9.8, 10.4 and 10.6. Each
 * test has a model and a worker owner of its own.
 */
class BrokerRequestsConformanceTest {

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
    void ownModel() {
        number = COUNT.incrementAndGet();
        model = "model-" + number;
    }

    private Params params() {
        Params params = new Params().model(model + "@commit:hash");
        params.owner = "0:" + String.format("%064x", number);
        return params;
    }

    private CompletableFuture<HttpResponse<String>> chat(String more) {
        return broker.chat(model, more);
    }

    private static String body(CompletableFuture<HttpResponse<String>> answer) {
        HttpResponse<String> response = answer.join();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @ParameterizedTest(name = "9.3 a request to a worker of protocol {0}")
    @ValueSource(ints = {0, 1, 2})
    void sendsTheRequestInTheWorkersProtocol(int protocol) {
        try (RawWorker worker = broker.worker(params().protocol(protocol).coefficient(1200))) {
            CompletableFuture<HttpResponse<String>> answer = chat(",\"timeout\":100");
            Request request = worker.request();
            assertThat(request.coefficient()).isEqualTo(1200);
            assertThat(request.timeout()).as("T times 0.95").isBetween(80.0, 95.0);
            assertThat(request.flags()).isEqualTo(protocol == 0 ? 0 : 1);
            assertThat(request.debug()).isFalse();
            assertThat(request.http().method()).isEqualTo("POST");
            assertThat(request.http().url()).isEqualTo("/v1/chat/completions");
            assertThat(request.http().version()).isEqualTo("HTTP/1.1");
            assertThat(request.http().headers())
                    .containsEntry(
                            "Content-Length",
                            Integer.toString(request.http().payload().length()))
                    .doesNotContainKeys("Authorization", "authorization");
            assertThat(request.http().payload())
                    .contains("\"model\":\"" + model + "\"")
                    .doesNotContain("timeout");
            worker.reply(request.id(), "{\"fine\":true}", Tokens.total(3));
            assertThat(body(answer)).contains("\"fine\":true");
        }
    }

    @ParameterizedTest(name = "9.4 an answer completed with its head, protocol {0}")
    @ValueSource(ints = {0, 1, 2})
    void anAnswerMayEndWithItsHead(int protocol) {
        try (RawWorker worker = broker.worker(params().protocol(protocol))) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            worker.first(worker.request().id(), Http.ok("{\"all\":1}"), Tokens.total(9));
            assertThat(body(answer)).contains("\"all\":1");
            assertThat(worker.paid().tokens()).isEqualTo(9);
        }
    }

    @ParameterizedTest(name = "9.4 the head carries the first bytes, protocol {0}")
    @ValueSource(ints = {0, 1, 2})
    void theHeadMayCarryTheFirstBytes(int protocol) {
        try (RawWorker worker = broker.worker(params().protocol(protocol))) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            String id = worker.request().id();
            worker.head(id, "{\"a\":").part(id, "1", null).part(id, "}", Tokens.total(4));
            assertThat(body(answer)).contains("{\"a\":1}");
        }
    }

    @Test
    void asksForDebugInformationWhenTheCallerWantsIt() {
        try (RawWorker worker = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> answer = chat(",\"enable_debug\":true");
            Request request = worker.request();
            assertThat(request.debug()).isTrue();
            worker.reply(request.id(), "{}", Tokens.total(1).withDebug("{\"type\":\"worker_stats\"}"));
            body(answer);
        }
    }

    @Test
    void theCoefficientOfARequestIsTheOneOfThatMoment() {
        try (RawWorker worker = broker.worker(params())) {
            worker.peer().packet(Tl.of(Ids.NEW_COEFFICIENT).i32(1700)).alive();
            CompletableFuture<HttpResponse<String>> answer = chat("");
            Request request = worker.request();
            assertThat(request.coefficient()).isEqualTo(1700);
            worker.reply(request.id(), "{}", Tokens.total(1));
            body(answer);
        }
    }

    @Test
    void aDisabledWorkerGetsNoRequestsUntilItIsEnabled() {
        try (RawWorker worker = RawWorker.handshake(broker.worker(), params(), true)) {
            assertThat(chat("").join().statusCode()).isEqualTo(503);
            worker.peer().packet(Tl.of(Ids.ENABLED_DISABLED).i32(0)).alive();
            CompletableFuture<HttpResponse<String>> answer = chat("");
            worker.reply(worker.request().id(), "{}", Tokens.total(1));
            body(answer);
            worker.paid();
            worker.peer().packet(Tl.of(Ids.ENABLED_DISABLED).i32(77)).alive();
            assertThat(chat("").join().statusCode()).as("non-zero is disabled").isEqualTo(503);
            worker.peer().alive();
        }
    }

    @Test
    void aConnectionTakesItsShareOfTheWorkersCapacity() {
        Params params = params().capacity(3);
        params.proxies = 2;
        try (RawWorker worker = broker.worker(params)) {
            CompletableFuture<HttpResponse<String>> first = chat("");
            CompletableFuture<HttpResponse<String>> second = chat("");
            String one = worker.request().id();
            String two = worker.request().id();
            assertThat(one).isNotEqualTo(two);
            assertThat(chat("").join().statusCode()).as("3 / 2 rounded up is 2").isIn(429, 503);
            worker.reply(one, "{}", Tokens.total(1)).reply(two, "{}", Tokens.total(1));
            body(first);
            body(second);
        }
    }

    @Test
    void aWorkerThatIsTooDearIsPassedOver() {
        try (RawWorker worker = broker.worker(params().coefficient(5000))) {
            HttpResponse<String> refused = chat(",\"max_coefficient\":4999").join();
            assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
            CompletableFuture<HttpResponse<String>> answer = chat(",\"max_coefficient\":5000");
            worker.reply(worker.request().id(), "{}", Tokens.total(1));
            body(answer);
        }
    }

    @Test
    void aFullWorkerIsPassedOver() {
        try (RawWorker full = broker.worker(params().capacity(1))) {
            CompletableFuture<HttpResponse<String>> first = chat("");
            String id = full.request().id();
            try (RawWorker other = broker.worker(params())) {
                CompletableFuture<HttpResponse<String>> second = chat("");
                other.reply(other.request().id(), "{}", Tokens.total(1));
                body(second);
            }
            full.reply(id, "{}", Tokens.total(1));
            body(first);
        }
    }

    @Test
    void paysAfterCompletionOnlyAndNumbersNeverFall() {
        try (RawWorker worker = broker.worker(params())) {
            long memory = 0;
            long database = 0;
            long signed = 0;
            for (int i = 1; i <= 5; i++) {
                CompletableFuture<HttpResponse<String>> answer = chat("");
                String id = worker.request().id();
                worker.head(id, "").part(id, "{}", null).peer().alive();
                worker.part(id, "", Tokens.total(10 * i));
                body(answer);
                Payment payment = worker.paid();
                assertThat(payment.id()).isEqualTo(id);
                assertThat(payment.tokens()).isEqualTo(10 * i);
                assertThat(payment.client()).isEqualTo(Facts.CLIENT_WALLET);
                assertThat(payment.memory()).isGreaterThan(memory);
                assertThat(payment.database()).isBetween(database, payment.memory());
                RawPayment proof = RawPayment.verify(payment.signed(), Facts.PROXY_KEY);
                assertThat(proof.tokens()).isBetween(signed, payment.database());
                memory = payment.memory();
                database = payment.database();
                signed = proof.tokens();
            }
            assertThat(memory).isEqualTo(150);
        }
    }

    @Test
    void thePaymentIsSignedForTheConfirmedNumbersInTheEnd() {
        Params params = params();
        try (RawWorker worker = broker.worker(params)) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            worker.reply(worker.request().id(), "{}", Tokens.total(42));
            body(answer);
            assertThat(worker.paid().memory()).isEqualTo(42);
            await().atMost(Duration.ofSeconds(30)).until(() -> signed(worker) == 42);
        }
        try (RawWorker again = broker.worker(params)) {
            assertThat(signed(again)).as("the account outlives the connection").isEqualTo(42);
        }
    }

    private static long signed(RawWorker worker) {
        In status =
                worker.peer().query(99, Tl.of(Ids.WORKER_UPDATE_PAYMENT_STATUS)).answer(99, Ids.WORKER_PAYMENT_STATUS);
        return RawPayment.verify(RawWorker.payment(status), Facts.PROXY_KEY).tokens();
    }

    @ParameterizedTest(name = "16.12 a worker that reports {0} tokens is paid at most the reservation")
    @ValueSource(longs = {1_000_000_000L, Long.MAX_VALUE})
    void boundsWhatAWorkerReports(long reported) {
        try (RawWorker worker = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> answer = chat(",\"max_tokens\":10,\"max_coefficient\":1000");
            worker.reply(worker.request().id(), "{}", Tokens.total(reported));
            body(answer);
            assertThat(worker.paid().tokens()).isBetween(10L, 2000L);
        }
    }

    @ParameterizedTest(name = "9.4 error {1} of a worker of protocol {0} before its first answer")
    @CsvSource({"0,621", "1,621", "2,621", "0,652", "1,652", "2,652", "0,602", "2,0", "2,-5"})
    void anErrorBeforeTheFirstAnswerIsFree(int protocol, int code) {
        try (RawWorker worker = broker.worker(params().protocol(protocol))) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            worker.fail(worker.request().id(), false, code, "worker: no");
            assertThat(answer.join().statusCode()).isGreaterThanOrEqualTo(400);
            worker.unpaid();
        }
    }

    @ParameterizedTest(name = "9.4 error of a worker of protocol {0} after its first answer")
    @ValueSource(ints = {0, 1, 2})
    void anErrorAfterTheFirstAnswerEndsTheAnswerAndIsFree(int protocol) {
        try (RawWorker worker = broker.worker(params().protocol(protocol))) {
            CompletableFuture<HttpResponse<String>> answer = chat(",\"stream\":true");
            String id = worker.request().id();
            worker.head(id, "").part(id, "data: {\"choices\":[]}\n\n", null).fail(id, true, 602, "worker: broke");
            assertThat(answer.handle((response, failure) ->
                                    failure != null || response.body().contains("error"))
                            .join())
                    .isTrue();
            worker.unpaid();
            worker.part(id, "late", Tokens.total(5)).unpaid();
        }
    }

    @Test
    void aPartBeforeTheFirstAnswerFailsTheRequestOnly() {
        try (RawWorker worker = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            worker.part(worker.request().id(), "x", null);
            assertThat(answer.join().statusCode()).isGreaterThanOrEqualTo(500);
            worker.unpaid();
        }
    }

    @Test
    void aSecondFirstAnswerFailsTheRequestOnly() {
        try (RawWorker worker = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            String id = worker.request().id();
            worker.head(id, "").head(id, "").part(id, "{}", Tokens.total(5));
            assertThat(answer.join().statusCode()).isGreaterThanOrEqualTo(500);
            worker.unpaid();
        }
    }

    @Test
    void answersToUnknownRequestsAreDropped() {
        try (RawWorker worker = broker.worker(params())) {
            worker.reply("cc".repeat(32), "{}", Tokens.total(1000))
                    .fail("cc".repeat(32), false, 602, "x")
                    .peer()
                    .alive();
        }
    }

    @Test
    void aSecondEndIsNotPaidAgain() {
        try (RawWorker worker = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            String id = worker.request().id();
            worker.reply(id, "{}", Tokens.total(5)).reply(id, "{}", Tokens.total(5));
            body(answer);
            assertThat(worker.paid().memory()).isEqualTo(5);
            worker.peer().alive();
        }
    }

    @Test
    void aRequestOfADyingWorkerMovesIfNothingWasSentYet() {
        try (RawWorker first = broker.worker(params());
                RawWorker second = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> answer = chat("");
            Request request = first.request();
            first.peer().die();
            Request moved = second.request();
            assertThat(moved.query()).isEqualTo(request.query());
            assertThat(moved.id()).isNotEqualTo(request.id());
            second.reply(moved.id(), "{\"second\":1}", Tokens.total(2));
            assertThat(body(answer)).contains("second");
        }
    }

    @Test
    void aWorkerThatDiesInTheMiddleEndsTheAnswerAtOnce() {
        try (RawWorker worker = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> answer = chat(",\"stream\":true");
            String id = worker.request().id();
            worker.head(id, "")
                    .part(id, "data: {\"choices\":[]}\n\n", null)
                    .peer()
                    .alive();
            worker.peer().die();
            assertThat(answer.handle((response, failure) ->
                                    failure != null || response.body().contains("error"))
                            .join())
                    .isTrue();
        }
    }

    @Test
    void requestsOfManyCallersAreKeptApart() {
        try (RawWorker worker = broker.worker(params())) {
            CompletableFuture<HttpResponse<String>> first = broker.chat(model, ",\"seed\":1");
            String one = worker.request().id();
            CompletableFuture<HttpResponse<String>> second = broker.chat(model, ",\"seed\":2");
            String two = worker.request().id();
            worker.head(two, "").head(one, "").part(two, "{\"n\":2", null).part(one, "{\"n\":1", null);
            worker.part(one, "}", Tokens.total(1)).part(two, "}", Tokens.total(1));
            assertThat(body(first)).contains("{\"n\":1}");
            assertThat(body(second)).contains("{\"n\":2}");
        }
    }
}
