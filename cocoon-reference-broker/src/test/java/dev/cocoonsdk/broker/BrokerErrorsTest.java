package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.ton.TonAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BrokerErrorsTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final TonAddress POOR = TonAddress.basechain(Hash256.sha256(new byte[] {2}));
    private static final TonAddress CLOSING = TonAddress.basechain(Hash256.sha256(new byte[] {3}));

    private static TestBroker withAccounts() {
        return TestBroker.start(JsonValue.object(
                "accounts",
                JsonValue.array(List.of(
                        TestBroker.account(TestBroker.WALLET, "s3cret", 1_000_000_000L, "running"),
                        TestBroker.account(POOR, "poor", 4_000, "running"),
                        TestBroker.account(CLOSING, "closing", 1_000_000_000L, "closing")))));
    }

    private static void check(HttpResponse<String> response, int status, String slug, int code, boolean notAccepted) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        JsonObject document = TestBroker.json(response);
        JsonObject error = document.object("error");
        assertThat(error.string("type")).isEqualTo(slug);
        assertThat(error.string("code")).isEqualTo(slug);
        assertThat(error.string("hint")).isNotEmpty();
        assertThat(error.string("message")).contains(error.string("hint"));
        assertThat(error.get("not_accepted")).isEqualTo(new JsonBoolean(notAccepted));
        assertThat(document.integer("error_code")).isEqualTo(code);
    }

    @Test
    void requests_that_are_wrong_themselves() {
        try (TestBroker broker = TestBroker.start()) {
            HttpResponse<String> invalid = broker.send(broker.post(CHAT, TestBroker.chat(",\"max_tokens\":-1")));
            check(invalid, 400, "invalid_request", 621, true);
            assertThat(TestBroker.json(invalid).object("error").string("param")).isEqualTo("max_tokens");
            assertThat(TestBroker.json(invalid).object("error").string("expected"))
                    .contains("integer");
            check(broker.send(broker.post(CHAT, "not json")), 400, "invalid_request", 621, true);
            check(
                    broker.send(broker.post(CHAT, TestBroker.chat("")).header("Idempotency-Key", "k".repeat(300))),
                    400,
                    "invalid_request",
                    621,
                    true);
            check(
                    broker.send(broker.post(CHAT, TestBroker.chat("")).header("Content-Encoding", "gzip")),
                    400,
                    "invalid_request",
                    621,
                    true);
            HttpResponse<String> unknown = broker.send(broker.post(CHAT, TestBroker.chat("")));
            check(unknown, 404, "unknown_model", 621, true);
            assertThat(TestBroker.json(unknown).object("error").array("known_models"))
                    .isEmpty();
            check(broker.get("/v2/models"), 404, "invalid_request", 621, true);
        }
    }

    @Test
    void methods_that_a_path_does_not_take() {
        try (TestBroker broker = TestBroker.start()) {
            HttpResponse<String> get = broker.get(CHAT);
            check(get, 405, "invalid_request", 621, true);
            assertThat(get.headers().firstValue("allow")).hasValue("POST, OPTIONS");
            HttpResponse<String> post = broker.send(broker.post("/v1/models", "{}"));
            check(post, 405, "invalid_request", 621, true);
            assertThat(post.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
            HttpResponse<String> options =
                    broker.send(HttpRequest.newBuilder(broker.uri(CHAT)).method("OPTIONS", BodyPublishers.noBody()));
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(options.headers().firstValue("allow")).hasValue("POST, OPTIONS");
            HttpResponse<String> head = broker.send(
                    HttpRequest.newBuilder(broker.uri("/v1/models")).method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void callers_without_the_right_secret() {
        try (TestBroker broker = withAccounts()) {
            HttpRequest.Builder nobody = HttpRequest.newBuilder(broker.uri("/v1/account"));
            check(
                    broker.send(broker.post(CHAT, "x".repeat(1_000_000)).setHeader("Authorization", "Bearer none")),
                    401,
                    "unauthorized",
                    602,
                    true);
            HttpResponse<String> missing = broker.send(nobody);
            check(missing, 401, "unauthorized", 602, true);
            assertThat(missing.headers().firstValue("www-authenticate")).hasValue("Bearer");
            for (int i = 0; i < 9; i++) {
                nobody.setHeader("Authorization", TestBroker.bearer(TestBroker.WALLET, "wrong" + i));
                check(broker.send(nobody), 401, "unauthorized", 602, true);
            }
            nobody.setHeader("Authorization", TestBroker.bearer(TestBroker.WALLET, "s3cret"));
            assertThat(broker.send(nobody).statusCode()).isEqualTo(200);

            nobody.setHeader("Authorization", TestBroker.bearer(TestBroker.WALLET, "wrong again"));
            HttpResponse<String> limited = broker.send(nobody);
            for (int i = 0; i < 1_000 && limited.statusCode() == 401; i++) {
                limited = broker.send(nobody);
            }
            check(limited, 429, "rate_limited", 602, true);
            assertThat(Integer.parseInt(
                            limited.headers().firstValue("retry-after").orElseThrow()))
                    .isPositive();
            assertThat(TestBroker.json(limited).object("error").integer("retry_after_ms"))
                    .isPositive();
        }
    }

    @Test
    void accounts_that_cannot_pay_or_are_closing() {
        try (TestBroker broker = withAccounts()) {
            HttpResponse<String> poor = broker.send(
                    broker.post(CHAT, TestBroker.chat("")).setHeader("Authorization", TestBroker.bearer(POOR, "poor")));
            check(poor, 402, "insufficient_balance", 602, true);
            JsonObject error = TestBroker.json(poor).object("error");
            assertThat(error.integer("have_tokens")).isEqualTo(2000);
            assertThat(error.integer("have_nanoton")).isEqualTo(4000);
            assertThat(error.integer("need_tokens")).isGreaterThan(4000);
            assertThat(error.integer("need_nanoton")).isEqualTo(2 * error.integer("need_tokens"));
            HttpResponse<String> closing = broker.send(broker.post(CHAT, TestBroker.chat(""))
                    .setHeader("Authorization", TestBroker.bearer(CLOSING, "closing")));
            check(closing, 403, "client_closing", 651, true);
        }
    }

    @Test
    void more_requests_than_an_account_may_send() {
        try (TestBroker broker = TestBroker.start(JsonValue.object("requests_per_minute", 2))) {
            for (int i = 0; i < 2; i++) {
                assertThat(broker.send(broker.post(CHAT, TestBroker.chat(""))).statusCode())
                        .isEqualTo(404);
            }
            check(broker.send(broker.post(CHAT, TestBroker.chat(""))), 429, "rate_limited", 602, true);
        }
    }

    @Test
    void bodies_that_are_too_large_leave_the_connection_usable() {
        try (TestBroker broker = TestBroker.start(JsonValue.object("max_body_bytes", 10_000))) {
            String large = "x".repeat(3_000_000);
            check(broker.send(broker.post(CHAT, large)), 413, "payload_too_large", 621, true);
            check(broker.send(broker.post(CHAT, large)), 413, "payload_too_large", 621, true);
            assertThat(broker.get("/v1/models").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void workers_that_are_too_dear_busy_or_serve_something_else() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker dear = FakeWorker.connect(broker, WorkerSettings.of(TestBroker.MODEL, 3000, true, 1));
                FakeWorker embedder = FakeWorker.modern(broker, "embedder", List.of("/v1/embeddings"))) {
            HttpResponse<String> price = broker.send(broker.post(CHAT, TestBroker.chat(",\"max_coefficient\":2000")));
            check(price, 409, "price_too_high", 651, true);
            assertThat(TestBroker.json(price).object("error").integer("working_coefficient"))
                    .isEqualTo(3000);
            assertThat(TestBroker.json(price).object("error").integer("working_price_nanoton"))
                    .isEqualTo(6);

            CompletableFuture<HttpResponse<String>> running = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            FakeWorker.Job job = dear.take();
            HttpResponse<String> busy = broker.send(broker.post(CHAT, TestBroker.chat("")));
            check(busy, 503, "no_capacity", 651, true);
            assertThat(busy.headers().firstValue("retry-after")).hasValue("1");
            job.answer("{}", 1);
            running.get(60, TimeUnit.SECONDS);

            HttpResponse<String> unsupported =
                    broker.send(broker.post(CHAT, "{\"model\":\"embedder\",\"messages\":[]}"));
            check(unsupported, 422, "unsupported_by_model", 621, true);
            assertThat(TestBroker.json(unsupported).object("error").array("candidates"))
                    .containsExactly(JsonValue.of(TestBroker.MODEL));
            assertThat(embedder.jobs).isEmpty();
        }
    }

    @Test
    void keys_that_belong_to_another_request() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker)) {
            CompletableFuture<HttpResponse<String>> first =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat("")).header("Idempotency-Key", "k"));
            worker.take().answer("{}", 1);
            first.get(60, TimeUnit.SECONDS);

            check(
                    broker.send(broker.post(CHAT, TestBroker.chat(",\"n\":3")).header("Idempotency-Key", "k")),
                    409,
                    "idempotency_conflict",
                    602,
                    true);
        }
    }

    @Test
    void workers_that_fail_refuse_or_take_too_long() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<String>> failing = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take().fail(601, "engine stopped");
            check(failing.get(60, TimeUnit.SECONDS), 502, "provider_failure", 602, false);

            CompletableFuture<HttpResponse<String>> refused = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take().fail(621, "worker: invalid http request: unknown option 'x' in request");
            check(refused.get(60, TimeUnit.SECONDS), 400, "invalid_request", 621, true);

            CompletableFuture<HttpResponse<String>> slow =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat(",\"timeout\":0.2")));
            worker.take();
            check(slow.get(60, TimeUnit.SECONDS), 504, "timeout", 652, false);
            assertThat(worker.cancels.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(broker.account().object("tokens").integer("max")).isZero();
            assertThat(broker.account().integer("reserved_tokens")).isZero();
        }
    }

    @Test
    void a_worker_that_dies_in_the_middle_of_a_stream_ends_it_with_an_error_event() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            FakeWorker worker = FakeWorker.unmodified(broker);
            CompletableFuture<HttpResponse<String>> future =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat(",\"stream\":true")));
            FakeWorker.Job job = worker.take();
            job.head(200, "text/event-stream").part("data: {\"n\":1}\n\n");
            await().until(() -> TestBroker.total(TestBroker.json(broker.admin("/jsonstats")), "bytes_sent") > 0);
            worker.die();

            HttpResponse<String> response = future.get(60, TimeUnit.SECONDS);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith("data: {\"n\":1}\n\ndata: {\"error\":{");
            JsonObject event =
                    (JsonObject) JsonValue.parse(response.body().substring("data: {\"n\":1}\n\ndata: ".length()));
            assertThat(event.object("error").string("type")).isEqualTo("provider_failure");
            assertThat(event.integer("error_code")).isEqualTo(602);
            assertThat(broker.account().object("tokens").integer("max")).isZero();
        }
    }

    @Test
    void a_ledger_that_stores_nothing_takes_no_requests_and_shows_nothing() throws Exception {
        LedgerStore broken = new LedgerStore() {
            @Override
            public LedgerContent load() {
                return LedgerContent.EMPTY;
            }

            @Override
            public CompletionStage<Void> commit(LedgerBatch batch) {
                return CompletableFuture.failedFuture(new IllegalStateException("no disk"));
            }

            @Override
            public void close() {}
        };
        try (TestBroker broker = TestBroker.start(JsonValue.object(), broken);
                FakeWorker worker = FakeWorker.unmodified(broker)) {
            CompletableFuture<HttpResponse<String>> first = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take().answer("{}", 5);
            assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

            check(broker.send(broker.post(CHAT, TestBroker.chat(""))), 503, "not_ready", 651, true);
            check(broker.get("/v1/account"), 503, "not_ready", 651, true);
            assertThat(broker.admin("/healthz").statusCode()).isEqualTo(503);
            assertThat(worker.payments).isEmpty();
            assertThat(TestBroker.json(broker.admin("/jsonstats"))
                            .array("clients")
                            .get(0)
                            .toJson())
                    .contains("\"used_tokens\":0");
        }
    }

    @Test
    void administration_needs_the_access_hash_if_there_is_one() {
        JsonObject file = TestBroker.official()
                .with("http_access_hash", JsonValue.of("open sesame"))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with("reference_broker", JsonValue.object("api_port", 0, "admin_port", 0));
        BrokerConfig config =
                BrokerConfig.parse(file).withFakeTon(Path.of("src/test/resources/config/fake-ton-config.json"));
        try (TestBroker broker = TestBroker.of(config)) {
            check(broker.admin("/jsonstats"), 401, "unauthorized", 602, true);
            check(broker.admin("/jsonstats?access_hash=wrong"), 401, "unauthorized", 602, true);
            assertThat(broker.admin("/jsonstats?access_hash=open%20sesame").statusCode())
                    .isEqualTo(200);
            assertThat(broker.admin("/healthz").statusCode()).isEqualTo(200);
        }
    }
}
