package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.Extensions;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.ton.PaymentVerification;
import dev.cocoonsdk.ton.SignedPayment;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerAnswersTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBroker broker = TestBroker.start();

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void an_answer_is_one_json_document_with_its_length() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<String>> future =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat(",\"max_coefficient\":1000,\"timeout\":50")));
            FakeWorker.Job job = worker.take();
            job.answer("{\"answer\":42}", 7);
            HttpResponse<String> response = future.get(60, TimeUnit.SECONDS);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"answer\":42}");
            assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(response.headers().firstValue("content-length")).hasValue("13");
            assertThat(response.headers().firstValue("x-cocoon-worker-start")).hasValue("1.5");
            assertThat(response.headers().firstValue("x-cocoon-proxy-start").orElseThrow())
                    .matches("[0-9]+\\.[0-9]{6}");
            assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "x-cocoon-evil", "injected");
        }
    }

    @Test
    void the_worker_gets_the_cleaned_body_and_no_header_but_the_allowed_ones() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<String>> future = broker.sendAsync(broker.post(
                            CHAT, TestBroker.chat(",\"max_coefficient\":1000,\"timeout\":100,\"request_guid\":\"g\""))
                    .header("Cookie", "a=b")
                    .header("Accept", "application/json")
                    .header("X-Forwarded-For", "1.2.3.4"));
            FakeWorker.Job job = worker.take();

            assertThat(job.body())
                    .isEqualTo("{\"max_tokens\":1000,\"messages\":[{\"content\":\"hi\",\"role\":\"user\"}],"
                            + "\"model\":\"test-model\"}");
            assertThat(job.request.http().url()).isEqualTo(CHAT);
            assertThat(job.request.http().headers().stream().map(header -> header.name()))
                    .containsExactly("Content-Type", "Accept", "Content-Length");
            assertThat(job.request.coefficient()).isEqualTo(1000);
            assertThat(job.request.timeout()).isBetween(Duration.ofSeconds(60), Duration.ofMillis(90_250));
            job.answer("{}", 1);
            future.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_stream_arrives_piece_by_piece_as_events() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<InputStream>> future = broker.http.sendAsync(
                    broker.post(CHAT, TestBroker.chat(",\"stream\":true")).build(), BodyHandlers.ofInputStream());
            FakeWorker.Job job = worker.take();
            job.head(200, "application/json").part("{\"n\":1}\n");
            HttpResponse<InputStream> response = future.get(60, TimeUnit.SECONDS);
            assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
            BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));

            assertThat(lines.readLine()).isEqualTo("data: {\"n\":1}");
            assertThat(lines.readLine()).isEmpty();
            job.part("{\"n\":2}\n").complete(5);
            assertThat(lines.lines()).containsExactly("data: {\"n\":2}", "", "data: [DONE]", "");
        }
    }

    @Test
    void events_of_the_worker_pass_unchanged_and_its_debug_text_becomes_an_event() throws Exception {
        try (FakeWorker worker = FakeWorker.unmodified(broker)) {
            CompletableFuture<HttpResponse<String>> future =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat(",\"stream\":true,\"enable_debug\":true")));
            FakeWorker.Job job = worker.take();
            assertThat(job.request.debug()).isTrue();
            job.head(200, "text/event-stream").part("data: {\"n\":1}\n\n").complete(1, "{\"type\":\"worker_stats\"}");

            assertThat(future.get(60, TimeUnit.SECONDS).body())
                    .isEqualTo("data: {\"n\":1}\n\ndata: {\"debug\":{\"worker\":{\"type\":\"worker_stats\"}}}\n\n"
                            + "data: [DONE]\n\n");
        }
    }

    @Test
    void an_http_error_of_the_model_server_passes_through_unframed() throws Exception {
        try (FakeWorker worker = FakeWorker.unmodified(broker)) {
            CompletableFuture<HttpResponse<String>> future =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat(",\"stream\":true")));
            worker.take()
                    .head(400, "application/json")
                    .part("{\"error\":{\"message\":\"no\"}}")
                    .complete(0);
            HttpResponse<String> response = future.get(60, TimeUnit.SECONDS);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).isEqualTo("{\"error\":{\"message\":\"no\"}}");
        }
    }

    @Test
    void the_account_shows_the_charge_and_a_payment_that_the_client_contract_accepts() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<String>> future = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take().answer("{}", 25);
            future.get(60, TimeUnit.SECONDS);

            JsonObject account = broker.account();
            assertThat(account.string("address")).isEqualTo(TestBroker.WALLET.toWire(false));
            assertThat(account.object("tokens").integer("max")).isEqualTo(25);
            assertThat(account.object("tokens").integer("db")).isEqualTo(25);
            assertThat(account.integer("spent_nanoton")).isEqualTo(50);
            assertThat(account.integer("reserved_tokens")).isZero();
            assertThat(account.integer("available_tokens")).isEqualTo(500_000_000 - 25);
            await().atMost(SOON).untilAsserted(() -> assertThat(signedTokens()).isEqualTo(TokenCount.of(25)));
            assertThat(broker.account().object("tokens").integer("chain")).isEqualTo(25);
        }
    }

    private TokenCount signedTokens() {
        byte[] boc = Base64.getDecoder().decode(broker.account().string("signed_payment"));
        PaymentVerification verification = SignedPayment.verify(
                boc,
                SignedPayment.Kind.CLIENT_CHARGE,
                broker.contracts().client(TestBroker.WALLET),
                broker.contracts().proxyKey());
        assertThat(verification).isInstanceOf(PaymentVerification.Valid.class);
        return SignedPayment.parse(boc).tokens();
    }

    @Test
    void the_worker_learns_what_it_earned_and_never_sees_falling_numbers() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            for (int i = 0; i < 5; i++) {
                CompletableFuture<HttpResponse<String>> future =
                        broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
                worker.take().answer("{}", 10);
                future.get(60, TimeUnit.SECONDS);
                assertThat(worker.payments.poll(60, TimeUnit.SECONDS)).isEqualTo(10);
            }

            assertThat(worker.account.get().database()).isEqualTo(TokenCount.of(50));
            assertThat(worker.account.get().memory()).isEqualTo(TokenCount.of(50));
            assertThat(worker.closed.get()).isNull();
        }
    }

    @Test
    void a_worker_that_comes_back_compares_balances_with_success() throws Exception {
        try (FakeWorker worker = FakeWorker.unmodified(broker)) {
            CompletableFuture<HttpResponse<String>> future = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take().answer("{}", 10);
            future.get(60, TimeUnit.SECONDS);
        }
        try (FakeWorker again = FakeWorker.unmodified(broker)) {
            assertThat(again.closed.get()).isNull();
            CompletableFuture<HttpResponse<String>> future = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            again.take().answer("{}", 10);
            assertThat(future.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_model_list_shows_workers_prices_and_what_they_announced() {
        assertThat(broker.get("/v1/models").body())
                .isEqualTo(
                        "{\"object\":\"list\",\"cocoon\":{\"idempotency_keys\":true,\"sealed_requests\":true},\"data\":[]}");
        try (FakeWorker worker = FakeWorker.connect(
                broker,
                WorkerSettings.of(TestBroker.MODEL + "@1:2", 1500, true, 4)
                        .withHello(Extensions.providerHello(
                                List.of("/v1/embeddings", CHAT), List.of("summarize"), 512)))) {
            assertThat(worker.closed.get()).isNull();
            JsonObject list = TestBroker.json(broker.get("/v1/models"));

            assertThat(list.array("data").get(0).toJson())
                    .isEqualTo("{\"id\":\"test-model\",\"object\":\"model\",\"created\":0,\"owned_by\":\"cocoon\","
                            + "\"workers\":[{\"coefficient\":1500,\"running_requests\":0,\"max_running_requests\":4,"
                            + "\"seals\":false}],"
                            + "\"capabilities\":{\"endpoints\":[\"/v1/chat/completions\",\"/v1/embeddings\"],"
                            + "\"tasks\":[\"summarize\"],\"context_tokens\":512},"
                            + "\"pricing\":{\"price_per_token_nanoton\":2,\"prompt_multiplier\":10000,"
                            + "\"cached_multiplier\":10000,\"completion_multiplier\":10000,"
                            + "\"reasoning_multiplier\":10000,\"min_coefficient\":1500}}");
        }
    }

    @Test
    void a_worker_changes_its_price_and_pauses() {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            worker.onLoop(link -> link.setCoefficient(1234));
            await().atMost(SOON).until(() -> broker.get("/v1/models").body().contains("\"min_coefficient\":1234"));
            worker.onLoop(link -> link.setDisabled(true));
            await().atMost(SOON).until(() -> broker.get("/v1/models").body().contains("\"workers\":[]"));
            worker.onLoop(link -> link.setDisabled(false));
            await().atMost(SOON).until(() -> broker.get("/v1/models").body().contains("\"min_coefficient\":1234"));
        }
    }

    @Test
    void a_worker_of_another_network_is_refused() {
        try (FakeWorker worker = FakeWorker.connect(broker, WorkerSettings.of(TestBroker.MODEL, 1000, false, 4))) {
            assertThat(worker.closed.get().detail()).contains("test mode mismatch");
        }
    }

    @Test
    void embeddings_and_image_forms_reach_a_worker_that_serves_them() throws Exception {
        List<String> endpoints = List.of("/v1/embeddings", "/v1/images/edits", "/v1/images/generations");
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, endpoints)) {
            CompletableFuture<HttpResponse<String>> embeddings =
                    broker.sendAsync(broker.post("/v1/embeddings", "{\"model\":\"test-model\",\"input\":\"a\"}"));
            worker.take().answer("{\"data\":[]}", 1);
            assertThat(embeddings.get(60, TimeUnit.SECONDS).body()).isEqualTo("{\"data\":[]}");

            String form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ntest-model\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\nPNG\r\n--b--\r\n";
            CompletableFuture<HttpResponse<String>> edits = broker.sendAsync(
                    broker.post("/v1/images/edits", form).setHeader("Content-Type", "multipart/form-data; boundary=b"));
            FakeWorker.Job job = worker.take();
            assertThat(job.body()).isEqualTo(form);
            assertThat(job.header("content-type")).isEqualTo("multipart/form-data; boundary=b");
            job.answer("{}", 1);
            assertThat(edits.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void repeats_with_a_key_join_the_running_request_and_are_charged_once() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            List<CompletableFuture<HttpResponse<String>>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                futures.add(broker.sendAsync(
                        broker.post(CHAT, TestBroker.chat(",\"stream\":true")).header("Idempotency-Key", "once")));
            }
            FakeWorker.Job job = worker.take();
            job.head(200, "text/event-stream").part("data: {\"n\":1}\n\n");
            job.part("data: {\"n\":2}\n\n").complete(40);

            String expected = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";
            for (CompletableFuture<HttpResponse<String>> future : futures) {
                assertThat(future.get(60, TimeUnit.SECONDS).body()).isEqualTo(expected);
            }
            HttpResponse<String> later = broker.send(
                    broker.post(CHAT, TestBroker.chat(",\"stream\":true")).header("Idempotency-Key", "once"));
            assertThat(later.body()).isEqualTo(expected);
            assertThat(worker.jobs).isEmpty();
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(40);
        }
    }

    @Test
    void a_repeat_after_a_failure_runs_again_and_is_charged_once() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<String>> first =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat("")).header("Idempotency-Key", "k"));
            worker.take().fail(602, "engine stopped");
            assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(502);

            CompletableFuture<HttpResponse<String>> second =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat("")).header("Idempotency-Key", "k"));
            worker.take().answer("{}", 11);

            assertThat(second.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(11);
        }
    }

    @Test
    void a_request_moves_to_another_worker_if_the_first_dies_before_its_answer() throws Exception {
        FakeWorker first = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT);
        CompletableFuture<HttpResponse<String>> future = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
        first.take();
        try (FakeWorker second = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            await().atMost(SOON).until(() -> broker.broker.stats().workers() == 2);
            first.die();
            second.take().answer("{\"by\":2}", 3);

            assertThat(future.get(60, TimeUnit.SECONDS).body()).isEqualTo("{\"by\":2}");
            assertThat(broker.broker.stats().moved()).isEqualTo(1);
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(3);
        }
    }

    @Test
    void administration_shows_health_statistics_and_metrics() throws Exception {
        try (FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<String>> future = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take().answer("{}", 25);
            future.get(60, TimeUnit.SECONDS);

            assertThat(broker.admin("/healthz").body()).isEqualTo("ok\n");
            JsonObject stats = TestBroker.json(broker.admin("/jsonstats"));
            assertThat(TestBroker.total(stats, "success")).isEqualTo(1);
            assertThat(TestBroker.total(stats, "total_adjusted_tokens_used")).isEqualTo(25);
            assertThat(((JsonObject) stats.array("clients").get(0)).integer("used_tokens"))
                    .isEqualTo(25);
            assertThat(((JsonObject) stats.array("workers").get(0)).integer("earned_tokens"))
                    .isEqualTo(25);
            assertThat(broker.admin("/metrics").body()).contains("\ncocoon_broker_tokens_total 25\n");
            assertThat(broker.admin("/v1/models").statusCode()).isEqualTo(404);
            assertThat(broker.get("/jsonstats").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void numbers_in_the_account_wait_for_the_store() {
        JsonObject account = broker.account();

        assertThat(account.object("tokens").toJson()).isEqualTo("{\"max\":0,\"db\":0,\"chain\":0,\"charged\":0}");
        assertThat(account.get("state")).isEqualTo(JsonValue.of("running"));
    }
}
