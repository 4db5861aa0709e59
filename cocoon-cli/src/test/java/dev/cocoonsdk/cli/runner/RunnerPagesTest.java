package dev.cocoonsdk.cli.runner;

import static dev.cocoonsdk.cli.runner.ScriptedNetwork.answer;
import static dev.cocoonsdk.cli.runner.TestRunner.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.models.WorkerInfo;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;
import dev.cocoonsdk.network.client.NetworkModel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerPagesTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[]}";
    private static final String PROXY = "?proxy=" + ScriptedNetwork.PROXY.toWire(false);

    private TestRunner runner;

    @BeforeEach
    void start() {
        runner = new TestRunner();
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    @Test
    void theModelListIsJsonWithOneObject() throws Exception {
        runner.network.models = List.of(
                new NetworkModel("Qwen/Qwen3-8B", List.of(new WorkerInfo(1000, 3, 60))), new NetworkModel("old", null));

        HttpResponse<String> response = runner.get("/v1/models");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.body())
                .isEqualTo("{\"object\":\"list\",\"data\":["
                        + "{\"id\":\"Qwen/Qwen3-8B\",\"object\":\"model\",\"created\":0,\"owned_by\":\"?\",\"workers\":"
                        + "[{\"coefficient\":1000,\"running_requests\":3,\"max_running_requests\":60}]},"
                        + "{\"id\":\"old\",\"object\":\"model\",\"created\":0,\"owned_by\":\"?\"}]}");
        assertThat(runner.post("/v1/models", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void theStatusCountsSuccessesAndFailuresApart() throws Exception {
        runner.network.script = answer(200, "application/json", "{}");
        runner.chat(CHAT);
        runner.chat(CHAT);
        runner.network.script = ScriptedNetwork.failure(Kind.PEER, 602, "broken");
        runner.chat(CHAT);

        JsonObject status = json(runner.get("/jsonstats"));

        JsonObject stats = status.object("stats");
        assertThat(stats.array("queries")).hasSize(7).first().isEqualTo(number("3.000000"));
        assertThat(stats.array("success").get(0)).isEqualTo(number("2.000000"));
        assertThat(stats.array("failed").get(0)).isEqualTo(number("1.000000"));
        assertThat(status.members().keySet())
                .containsExactly(
                        "status",
                        "stats",
                        "wallet",
                        "localconf",
                        "root_contract_config",
                        "proxy_connections",
                        "proxies");
        assertThat(status.array("proxy_connections").get(0).toJson()).contains("[127.0.0.1:11002]");
    }

    private static JsonValue number(String text) {
        return new JsonValue.JsonNumber(text);
    }

    @Test
    void theStatusPageEscapesWhatItShows() throws Exception {
        HttpResponse<String> page = runner.get("/stats");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).contains("Proxy connections", "127.0.0.1:11002");
        assertThat(new StatsHtml().paragraph("<script>'\"&").toString())
                .contains("<p>&lt;script&gt;&#39;&quot;&amp;</p>");
    }

    @Test
    void commandsNeedPostAndAnswerLikeTheReference() throws Exception {
        assertThat(runner.get("/request/charge" + PROXY).statusCode()).isEqualTo(405);
        assertThat(runner.post("/request/charge", "").body()).contains("proxy not found");
        assertThat(runner.post("/request/charge" + PROXY, "").body()).contains("nothing to charge");
        runner.network.signed = 10;
        assertThat(runner.post("/request/charge" + PROXY, "").body()).contains("request sent");
        assertThat(runner.post("/request/topup" + PROXY, "").body()).contains("request is already running");
        assertThat(runner.post("/request/nonsense" + PROXY, "").statusCode()).isEqualTo(404);
    }

    @Test
    void theAccessHashOpensCommandsToEveryMethodAndGuardsThePages() throws Exception {
        try (TestRunner guarded = new TestRunner("http_access_hash", "open-sesame")) {
            assertThat(guarded.get("/jsonstats").statusCode()).isEqualTo(400);
            assertThat(guarded.get("/jsonstats?access_hash=wrong").statusCode()).isEqualTo(400);
            assertThat(guarded.get("/jsonstats?access_hash=open-sesame").statusCode())
                    .isEqualTo(200);
            assertThat(guarded.post("/request/withdraw" + PROXY, "").statusCode())
                    .isEqualTo(400);
            assertThat(guarded.get("/request/withdraw" + PROXY + "&access_hash=open-sesame")
                            .body())
                    .contains("request sent");
            assertThat(guarded.get("/v1/models").statusCode())
                    .as("as with the reference, not guarded")
                    .isEqualTo(200);
        }
    }

    @Test
    void pagesFromElsewhereMayNotSpendMoney() throws Exception {
        runner.network.script = answer(200, "application/json", "{}");

        assertThat(runner.post("/v1/chat/completions", CHAT, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(runner.post("/request/topup" + PROXY, "", "Origin", "null").statusCode())
                .isEqualTo(403);
        HttpResponse<String> local = runner.post("/v1/chat/completions", CHAT, "Origin", "http://localhost:3000");
        assertThat(local.statusCode()).isEqualTo(200);
        assertThat(local.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:3000");
        try (TestRunner open = new TestRunner(
                "reference_client",
                JsonValue.object("allowed_origins", JsonValue.array(List.of(JsonValue.of("https://app.example")))))) {
            open.network.script = answer(200, "application/json", "{}");
            assertThat(open.post("/v1/chat/completions", CHAT, "Origin", "https://app.example")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:10000", "192.0.2.7", "127.0.0.1.evil.example"})
    void aNameThatWasMadeToPointHereIsRefused(String host) throws Exception {
        assertThat(statusUnder(runner, host, "GET /v1/models")).isEqualTo(403);
        assertThat(statusUnder(runner, host, "POST /request/topup" + PROXY)).isEqualTo(403);
        assertThat(statusUnder(runner, "localhost:10000", "GET /v1/models")).isEqualTo(200);
        try (TestRunner guarded = new TestRunner("http_access_hash", "open-sesame")) {
            assertThat(statusUnder(guarded, host, "GET /stats?access_hash=open-sesame"))
                    .isEqualTo(200);
        }
        try (TestRunner open = new TestRunner(
                "reference_client",
                JsonValue.object("allowed_origins", JsonValue.array(List.of(JsonValue.of("http://" + host)))))) {
            assertThat(statusUnder(open, host, "GET /v1/models")).isEqualTo(200);
        }
    }

    /** The status of a request under any name; the JDK's client sets Host itself. */
    private static int statusUnder(TestRunner runner, String host, String target) throws IOException {
        URI uri = runner.uri("/");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request =
                    target + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void commandsFromOtherMachinesNeedTheAccessHash() throws Exception {
        InetAddress own = otherOwnAddress();
        assumeTrue(own != null, "this machine has no address but loopback");
        JsonObject everywhere = JsonValue.object("listen", "0.0.0.0", "allow_plain_http", true);
        String base = "http://" + own.getHostAddress() + ":";
        try (TestRunner open = new TestRunner("reference_client", everywhere);
                TestRunner guarded =
                        new TestRunner("reference_client", everywhere, "http_access_hash", "open-sesame")) {
            String there = base + open.uri("/").getPort();
            assertThat(open.post(there + "/request/topup" + PROXY, "").statusCode())
                    .isEqualTo(403);
            assertThat(open.get(there + "/v1/models").statusCode()).isEqualTo(200);
            assertThat(open.post("/request/topup" + PROXY, "").statusCode()).isEqualTo(200);
            assertThat(guarded.post(
                                    base + guarded.uri("/").getPort() + "/request/topup" + PROXY
                                            + "&access_hash=open-sesame",
                                    "")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static @Nullable InetAddress otherOwnAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
    }

    @Test
    void optionsAreAnsweredForEveryPath() throws Exception {
        HttpResponse<String> response = runner.send(HttpRequest.newBuilder(runner.uri("/v1/chat/completions"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("GET, POST, OPTIONS");
    }

    @Test
    void otherPathsSayWhatThereIs() throws Exception {
        assertThat(runner.get("/").statusCode()).isEqualTo(404);
        assertThat(runner.get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(runner.get("/perf").body()).contains("heap_used_bytes");
    }
}
