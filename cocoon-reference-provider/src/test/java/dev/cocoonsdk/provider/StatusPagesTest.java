package dev.cocoonsdk.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.TestBroker.Worker;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker's HTTP port (http-api.md 4.2, 5.3, 5.4), spoken to over bare sockets. */
@Timeout(120)
class StatusPagesTest {

    private static final ModelId MODEL = ModelId.of("test/model");
    private static final String BODY = "{\"model\":\"test/model\",\"messages\":[]}";

    private final TestBroker broker = new TestBroker();
    private Provider provider;

    @AfterEach
    void stop() {
        provider.close();
        broker.close();
    }

    private Worker start(@Nullable Secret access) {
        provider = Provider.builder(TestNetwork.NETWORK, TestNetwork.OWNER)
                .broker(broker.address())
                .serve(
                        ScriptedEngine.builder(MODEL)
                                .scripts(request -> Script.streamedChat(MODEL, List.of("Hello", " world"), 10, 2)
                                        .paced(Duration.ofMillis(50)))
                                .build(),
                        "test/model@commit:<hash>",
                        1500,
                        3)
                .healthInterval(Duration.ofMillis(20))
                .statusPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), access)
                .start();
        return broker.awaitWorker();
    }

    private record Reply(int status, Map<String, String> headers, String body) {}

    private Reply get(String target) throws IOException {
        return send("GET", target, "");
    }

    private Reply send(String method, String target, String headers) throws IOException {
        URI uri = provider.adminUri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String host = headers.contains("Host:") ? "" : "Host: 127.0.0.1:" + uri.getPort() + "\r\n";
            String request = method + " " + target + " HTTP/1.1\r\n" + host + headers + "Content-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return read(socket.getInputStream());
        }
    }

    private static Reply read(InputStream in) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String[] parts = text.split("\r\n\r\n", 2);
        List<String> lines = parts[0].lines().toList();
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
        }
        return new Reply(Integer.parseInt(lines.get(0).split(" ")[1]), headers, parts[1]);
    }

    private JsonObject jsonStats() throws IOException {
        return (JsonObject) JsonValue.parse(get("/jsonstats").body());
    }

    @Test
    void jsonstats_has_the_members_of_the_official_worker() throws Exception {
        Worker worker = start(null);
        assertThat(worker.post("/v1/chat/completions", BODY).body()).contains("Hello");
        worker.pay(0, 60);
        await().untilAsserted(() -> assertThat(
                        ((JsonObject) jsonStats().array("proxies").get(0)).integer("earned_tokens_max_known"))
                .isEqualTo(60));

        JsonObject json = jsonStats();
        assertThat(json.members().keySet())
                .containsExactly("status", "stats", "localconf", "root_contract_config", "proxies", "models");
        assertThat(json.object("status").members())
                .containsKeys("actual_image_hash", "actual_model", "ton_last_synced_at", "enabled", "git_commit");
        assertThat(json.object("stats").members().keySet())
                .containsExactly(
                        "queries",
                        "success",
                        "failed",
                        "bytes_received",
                        "bytes_sent",
                        "time",
                        "total_adjusted_tokens_used",
                        "prompt_adjusted_tokens_used",
                        "cached_adjusted_tokens_used",
                        "completion_adjusted_tokens_used",
                        "reasoning_adjusted_tokens_used");
        assertThat(total(json, "queries")).isEqualTo("1.000000");
        assertThat(total(json, "success")).isEqualTo("1.000000");
        assertThat(total(json, "failed")).isEqualTo("0.000000");
        assertThat(total(json, "bytes_received")).isEqualTo(BODY.length() + ".000000");
        // 10 and 2 tokens at coefficient 1500
        assertThat(total(json, "total_adjusted_tokens_used")).isEqualTo("18.000000");
        assertThat(total(json, "prompt_adjusted_tokens_used")).isEqualTo("15.000000");
        assertThat(json.object("localconf").string("owner_address")).isEqualTo(TestNetwork.OWNER.toWire(false));
        assertThat(json.object("localconf").integer("coefficient")).isEqualTo(1500);
        assertThat(json.object("root_contract_config").integer("version")).isEqualTo(3);
        JsonObject proxy = (JsonObject) json.array("proxies").get(0);
        assertThat(proxy.string("proxy_sc_address"))
                .isEqualTo(TestNetwork.CONTRACTS.proxy().toWire(false));
        assertThat(proxy.string("proxy_public_key")).matches("[0-9A-F]{64}");
        assertThat(proxy.integer("params_version")).isEqualTo(1);
    }

    private static String total(JsonObject json, String name) {
        JsonArray counter = (JsonArray) json.object("stats").get(name);
        assertThat(counter.items()).hasSize(7);
        return counter.items().get(0).toJson();
    }

    @Test
    void stats_is_a_page_that_escapes_what_it_shows() throws Exception {
        start(null);

        Reply page = get("/stats");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(page.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(page.body()).contains("test/model@commit:&lt;hash&gt;", "0 of 3");
        assertThat(get("/perf").body()).contains("threads ");
    }

    @Test
    void commands_need_post_and_tell_the_proxies() throws Exception {
        Worker worker = start(null);

        assertThat(get("/request/disable").body()).contains("disable must be a post request");
        assertThat(send("POST", "/request/disable", "").body()).contains("state updated");
        assertThat(worker.disabledChanges.poll(60, TimeUnit.SECONDS)).isTrue();
        assertThat(send("POST", "/request/enable?model=test%2Fmodel", "").body())
                .contains("state updated");
        assertThat(worker.disabledChanges.poll(60, TimeUnit.SECONDS)).isFalse();
        assertThat(send("POST", "/request/enable?model=other", "").body()).contains("model not found");
        assertThat(send("POST", "/request/change_coefficient?coefficient=2.0009", "")
                        .body())
                .contains("coefficient updated to 2000");
        assertThat(worker.coefficientChanges.poll(60, TimeUnit.SECONDS)).isEqualTo(2000);
    }

    @Test
    void a_running_request_keeps_the_coefficient_that_it_came_with() throws Exception {
        Worker worker = start(null);
        TestBroker.Answer answer = worker.post("/v1/chat/completions", BODY.replace("]}", "],\"stream\":true}"));
        answer.awaitPart();

        send("POST", "/request/change_coefficient?coefficient=9", "");

        assertThat(worker.coefficientChanges.poll(60, TimeUnit.SECONDS)).isEqualTo(9000);
        assertThat(answer.info().tokens().totalTokensUsed()).isEqualTo(18);
        assertThat(worker.post("/v1/chat/completions", BODY).info().tokens().totalTokensUsed())
                .isEqualTo(108);
    }

    @Test
    void the_form_for_the_coefficient_works() throws Exception {
        Worker worker = start(null);

        assertThat(get("/request/change_coefficient").body()).contains("<form method=\"post\"");
        URI uri = provider.adminUri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String form = "coefficient=0.25";
            socket.getOutputStream()
                    .write(("POST /request/change_coefficient HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + form.length() + "\r\n\r\n" + form)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(read(socket.getInputStream()).body()).contains("coefficient updated to 250");
        }
        assertThat(worker.coefficientChanges.poll(60, TimeUnit.SECONDS)).isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e3", "1000000", "0x10", "NaN", "1.0000000000000000000001"})
    void an_unparsable_coefficient_is_a_message(String text) throws Exception {
        start(null);

        assertThat(send("POST", "/request/change_coefficient?coefficient=" + text, "")
                        .body())
                .contains("cannot parse coefficient");
        assertThat(provider.status().models().get(0).coefficient()).isEqualTo(1500);
    }

    @Test
    void payouts_answer_with_a_reason() throws Exception {
        Worker worker = start(null);
        String proxy = TestNetwork.CONTRACTS.proxy().toWire(false);
        worker.pay(0, 60);

        assertThat(send("POST", "/request/payout?proxy=nobody", "").body()).contains("proxy not found");
        assertThat(send("POST", "/request/payout?proxy=" + TestNetwork.ROOT.toWire(false), "")
                        .body())
                .contains("proxy not found");
        assertThat(send("POST", "/request/payout?proxy=" + proxy, "").body()).contains("nothing to pay");
    }

    @Test
    void another_sites_page_can_neither_command_nor_read() throws Exception {
        start(null);

        assertThat(send("POST", "/request/disable", "Origin: http://evil.example\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(send("GET", "/jsonstats", "Host: evil.example\r\n").status()).isEqualTo(403);
        assertThat(send("POST", "/request/disable", "Host: evil.example\r\n").status())
                .isEqualTo(403);
        assertThat(provider.status().models().get(0).ready()).isTrue();
    }

    @Test
    void with_an_access_hash_every_page_needs_it_and_any_method_will_do() throws Exception {
        Worker worker = start(Secret.of("letmein"));

        assertThat(get("/jsonstats").status()).isEqualTo(400);
        assertThat(get("/jsonstats").body()).isEmpty();
        assertThat(get("/stats?access_hash=wrong").status()).isEqualTo(400);
        assertThat(send("POST", "/request/disable", "").status()).isEqualTo(400);
        assertThat(get("/jsonstats?access_hash=letmein").status()).isEqualTo(200);
        assertThat(get("/jsonstats?access_hash=letmein").headers()).containsEntry("Access-Control-Allow-Origin", "*");
        assertThat(get("/request/disable?access_hash=letmein").body()).contains("state updated");
        assertThat(worker.disabledChanges.poll(60, TimeUnit.SECONDS)).isTrue();
        assertThat(get("/perf").status()).isEqualTo(200);
    }

    @Test
    void everything_else_is_an_empty_400() throws Exception {
        start(null);

        Reply other = get("/v1/models");

        assertThat(other.status()).isEqualTo(400);
        assertThat(other.body()).isEmpty();
        assertThat(get("/stats/x").status()).isEqualTo(400);
    }

    @Test
    void closes_with_the_provider() {
        start(null);
        URI uri = provider.adminUri();
        provider.close();

        await().until(() -> {
            try {
                new Socket(uri.getHost(), uri.getPort()).close();
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }
}
