package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.WorkerSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministrationTest {

    private static final String HASH = "?access_hash=sesame";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestBroker withHash() {
        JsonObject file = TestBroker.official()
                .with("http_access_hash", JsonValue.of("sesame"))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with("reference_broker", JsonValue.object("api_port", 0, "admin_port", 0));
        return TestBroker.of(BrokerConfig.parse(file)
                .withFakeTon(TestBroker.config(JsonValue.object()).fakeTon()));
    }

    private static HttpResponse<String> post(TestBroker broker, String path) {
        return broker.send(
                HttpRequest.newBuilder(broker.broker.adminUri().resolve(path)).POST(BodyPublishers.noBody()));
    }

    private static void assertLine(HttpResponse<String> response, String line) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("<p>" + line + "</p>");
    }

    @Test
    void without_an_access_hash_a_page_of_another_site_that_points_here_sees_nothing() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            assertThat(firstLine(broker, "evil.example:11000")).contains(" 401 ");
            assertThat(firstLine(broker, "127.0.0.1:11000")).contains(" 200 ");
            assertThat(firstLine(broker, "[::1]:11000")).contains(" 200 ");
            assertThat(firstLine(broker, "LocalHost")).contains(" 200 ");
        }
        try (TestBroker broker = withHash()) {
            assertThat(firstLine(broker, "my.broker.example")).contains(" 200 ");
        }
    }

    private static String firstLine(TestBroker broker, String host) throws IOException {
        URI uri = broker.broker.adminUri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(60_000);
            String request = "GET /jsonstats" + HASH + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void statistics_have_the_members_of_the_reference() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply = client.ask("{}");
            worker.take().answer("{}", 25);
            reply.completed();
            client.payment();

            JsonObject stats = TestBroker.json(broker.admin("/jsonstats"));
            assertThat(stats.members().keySet())
                    .contains(
                            "status",
                            "stats",
                            "wallet",
                            "localconfig",
                            "smartcontract",
                            "old_instances",
                            "root_contract_config",
                            "workers",
                            "worker_connections",
                            "clients");
            assertThat(stats.object("status").members().keySet())
                    .containsExactly(
                            "wallet_balance",
                            "actual_image_hash",
                            "ton_last_synced_at",
                            "enabled",
                            "git_commit",
                            "git_commit_data");
            assertThat(stats.object("stats").members().keySet())
                    .containsExactly(
                            "queries",
                            "success",
                            "failed",
                            "rejected",
                            "bytes_received",
                            "bytes_sent",
                            "time",
                            "total_adjusted_tokens_used",
                            "prompt_adjusted_tokens_used",
                            "cached_adjusted_tokens_used",
                            "completion_adjusted_tokens_used",
                            "reasoning_adjusted_tokens_used");
            assertThat(stats.object("stats").members().values())
                    .allSatisfy(rates -> assertThat(((JsonArray) rates).items()).hasSize(7));
            assertThat(TestBroker.total(stats, "queries")).isEqualTo(1);
            assertThat(TestBroker.total(stats, "total_adjusted_tokens_used")).isEqualTo(25);
            assertThat(((JsonObject) stats.array("workers").get(0)).members().keySet())
                    .containsExactly(
                            "owner_address",
                            "sc_address",
                            "earned_tokens",
                            "unpayed_tokens",
                            "paying_now",
                            "running_queries");
            assertThat(((JsonObject) stats.array("worker_connections").get(0))
                            .members()
                            .keySet())
                    .startsWith(
                            "owner_address",
                            "model",
                            "worker_hash",
                            "coefficient",
                            "running_queries",
                            "queries_10m",
                            "queries_time_10m",
                            "worker_queries_time_10m",
                            "queries_success_10m",
                            "enabled");
            JsonObject account = (JsonObject) stats.array("clients").get(0);
            assertThat(account.members().keySet())
                    .containsExactly(
                            "owner_address",
                            "sc_address",
                            "used_tokens",
                            "tokens_to_charge",
                            "available_tokens",
                            "reserved_tokens",
                            "running_queries",
                            "closing",
                            "closed");
            assertThat(account.integer("tokens_to_charge")).isEqualTo(25);
        }
    }

    @Test
    void a_page_for_humans_shows_the_same_and_escapes_what_others_wrote() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.connect(broker, WorkerSettings.of("m<script>", 1000, true, 4))) {
            HttpResponse<String> page = broker.admin("/stats");
            assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(page.body())
                    .contains("<h2>worker connections</h2>", "m&lt;script&gt;", FakeWorker.OWNER.toWire(false))
                    .doesNotContain("<script>", "<form");
            assertThat(worker.closed).hasValue(null);
            assertThat(broker.admin("/perf").body()).contains("heap_used_bytes ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"payout", "charge", "withdraw", "disable", "enable"})
    void commands_are_refused_without_an_access_hash(String command) {
        try (TestBroker open = TestBroker.start();
                TestBroker closed = withHash()) {
            assertThat(post(open, "/request/" + command).statusCode()).isEqualTo(401);
            assertThat(open.admin("/request/" + command).statusCode()).isEqualTo(401);
            assertThat(post(closed, "/request/" + command).statusCode()).isEqualTo(401);
            assertThat(post(closed, "/request/" + command + "?access_hash=x").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void commands_answer_with_the_texts_of_the_reference() {
        try (TestBroker broker = withHash();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            String payout = "/request/payout" + HASH + "&worker=" + FakeWorker.OWNER.toWire(false);
            String charge = "/request/charge" + HASH + "&client=" + TestBroker.WALLET.toWire(false);
            assertLine(broker.admin("/request/payout" + HASH + "&worker=nonsense"), "worker not found");
            assertLine(
                    broker.admin("/request/charge" + HASH + "&client=" + FakeWorker.OWNER.toWire(false)),
                    "client not found");
            assertLine(broker.admin(payout), "nothing to pay");
            assertLine(broker.admin(charge), "nothing to charge");
            FakeClient.Reply reply = client.ask("{}");
            worker.take().answer("{}", 25);
            reply.completed();
            await().atMost(SOON).untilAsserted(() -> assertLine(broker.admin(payout), "request sent"));
            assertLine(broker.admin(payout), "request already running");
            assertLine(post(broker, charge), "request sent");
            assertLine(post(broker, charge), "request already running");
            assertLine(broker.admin("/request/withdraw" + HASH), "request sent");
            assertLine(broker.admin("/request/withdraw" + HASH), "withdraw already running");
            assertLine(broker.admin("/request/disable" + HASH), "disable must be a post request");
            assertLine(broker.admin("/request/enable" + HASH), "enable must be a post request");
            assertThat(broker.admin("/request/nothing" + HASH).statusCode()).isEqualTo(404);
            assertThat(broker.admin("/stats" + HASH).body()).contains("<form method=\"post\"");
        }
    }

    @Test
    void a_disabled_broker_closes_all_connections_and_refuses_new_ones_until_it_is_enabled() {
        try (TestBroker broker = withHash();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            assertLine(post(broker, "/request/disable" + HASH), "disabled");
            client.refusal();
            await().atMost(SOON).until(() -> worker.closed.get() != null);
            try (FakeClient again = FakeClient.connect(broker, FakeClient.settings(broker));
                    FakeWorker other = FakeWorker.unmodified(broker)) {
                assertThat(again.refusal())
                        .hasToString("REFUSED_BY_PEER 651: proxy is not participating in this iteration");
                assertThat(other.closed.get())
                        .hasToString("REFUSED_BY_PEER 651: proxy is not participating in this iteration");
            }
            assertThat(TestBroker.slug(broker.send(broker.post("/v1/chat/completions", TestBroker.chat("")))))
                    .isEqualTo("not_ready");
            assertLine(broker.admin("/request/withdraw" + HASH), "proxy is disabled");
            assertThat(TestBroker.json(broker.admin("/jsonstats" + HASH))
                            .object("status")
                            .get("enabled"))
                    .isEqualTo(JsonValue.of(false));

            assertLine(post(broker, "/request/enable" + HASH), "disabled");
            try (FakeClient after = FakeClient.connect(broker)) {
                assertThat(after.closed).hasValue(null);
            }
        }
    }
}
