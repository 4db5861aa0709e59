package dev.cocoonsdk.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.it.router.RouterStandIn;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Client, broker and provider as three processes with the official configuration files ({@code vectors/wire/config}), in which only ports
 * are changed, and an OpenAI-compatible server behind the provider.
 */
class ThreeProcessesTest {

    private static final Path OFFICIAL = Path.of("../cocoon-sdk-ton/src/test/resources/vectors/wire/config");
    private static final String MODEL = "Qwen/Qwen3-8B";

    /** What every peer with a fake quote runs ({@code docs/protocol/attestation.md} 6). */
    private static final String FAKE_IMAGE = "XFXI9NtAELqSA9g1NtBgmFavjIR6wDnjfn3ej71XS2E=";

    private static final String WORKER_IMAGE = "WorkerWorkerWorkerWorkerWorkerWorkerWorkerU=";

    @TempDir
    Path directory;

    private List<JsonValue> hashes = List.of();
    private boolean imageOfQuote;

    private Processes processes;
    private StubLlm llm;

    @BeforeEach
    void prepare() throws IOException {
        processes = new Processes(directory);
        llm = new StubLlm();
    }

    @AfterEach
    void stop() throws Exception {
        processes.close();
        llm.close();
    }

    @Test
    void theyWorkOverTlsWithFakeQuotes() throws Exception {
        Processes.Running broker = broker(
                "--tls-worker-port",
                "0",
                "--tls-client-port",
                "0",
                "--pow-difficulty",
                "8",
                "--worker-policy",
                "fake_tdx",
                "--client-policy",
                "fake_tdx");
        int workers = Integer.parseInt(broker.await("providers .*:(\\d+) with TLS"));
        int clients = Integer.parseInt(broker.await("clients .*:(\\d+) with TLS"));

        provider(workers, clients, "", "--proxy-policy", "fake_tdx");
        URI client = client(workers, clients, "", "--proxy-policy", "fake_tdx");

        answersComeThrough(client);
    }

    @Test
    void theyWorkOverTlsWithAnyPeer() throws Exception {
        Processes.Running broker = broker("--tls-worker-port", "0", "--tls-client-port", "0", "--pow-difficulty", "8");
        int workers = Integer.parseInt(broker.await("providers .*:(\\d+) with TLS"));
        int clients = Integer.parseInt(broker.await("clients .*:(\\d+) with TLS"));

        provider(workers, clients, "", "--proxy-policy", "any");
        URI client = client(workers, clients, "", "--proxy-policy", "any");

        answersComeThrough(client);
    }

    @Test
    void theyWorkPlainlyBehindRouters() throws Exception {
        Processes.Running broker = broker();
        try (RouterStandIn router = new RouterStandIn(AttestationPolicy.fakeTdx(), 8)) {
            int workers = router.reverse(loopback(broker.await("providers .*:(\\d+) plain")))
                    .getPort();
            int clients = router.reverse(loopback(broker.await("clients .*:(\\d+) plain")))
                    .getPort();
            String via = "127.0.0.1:" + router.socks5().getPort();

            provider(workers, clients, via);
            URI client = client(workers, clients, via);

            answersComeThrough(client);
        }
    }

    @Test
    void theyCheckEachOthersImagesWhenTold() throws Exception {
        hashes = List.of(JsonValue.of(FAKE_IMAGE), JsonValue.of(WORKER_IMAGE));
        Processes.Running broker = broker(
                "-p",
                "--tls-worker-port",
                "0",
                "--tls-client-port",
                "0",
                "--pow-difficulty",
                "8",
                "--worker-policy",
                "fake_tdx");
        int workers = Integer.parseInt(broker.await("providers .*:(\\d+) with TLS"));
        int clients = Integer.parseInt(broker.await("clients .*:(\\d+) with TLS"));

        provider(workers, clients, "", "-p", "--model", MODEL);
        URI client = client(workers, clients, "", "-p");

        answersComeThrough(client);
    }

    @Test
    void theyVerifyEachOthersQuotesAndImages() throws Exception {
        hashes = List.of(image("broker"), image("provider"));
        imageOfQuote = true;
        String tee = directory.resolve("simulated-tee.json").toString();
        SimulatedPlatform.create(Bytes.utf8("the platform of three processes"), Clock.systemUTC())
                .save(Path.of(tee));
        Processes.Running broker = broker(
                "-p",
                "--simulated-tee",
                tee,
                "--tls-worker-port",
                "0",
                "--tls-client-port",
                "0",
                "--pow-difficulty",
                "8",
                "--worker-policy",
                "simulated_tdx",
                "--client-policy",
                "simulated_tdx");
        int workers = Integer.parseInt(broker.await("providers .*:(\\d+) with TLS"));
        int clients = Integer.parseInt(broker.await("clients .*:(\\d+) with TLS"));

        String[] options = {"-p", "--simulated-tee", tee, "--proxy-policy", "simulated_tdx"};
        provider(workers, clients, "", concat(List.of("--model", MODEL), options));
        URI client = client(workers, clients, "", options);

        answersComeThrough(client);
    }

    private static JsonValue image(String role) {
        byte[] hash = SimulatedImage.named("cocoon " + role).imageHash().toBytes();
        return JsonValue.of(Base64.getEncoder().encodeToString(hash));
    }

    private static InetSocketAddress loopback(String port) {
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
    }

    private Processes.Running broker(String... options) throws IOException {
        JsonObject config = official("proxy-config.json")
                .with("db_path", JsonValue.of(""))
                .with("http_port", JsonValue.of(0))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0));
        return start(
                "broker", config, fakeTon(1, 1), concat(List.of("--api-port", "0", "--admin-port", "-1"), options));
    }

    private void provider(int workers, int clients, String via, String... options) throws IOException {
        JsonObject config = official("worker-config.json")
                .with("http_port", JsonValue.of(0))
                .with("connect_to_proxy_via", JsonValue.of(via))
                .with("forward_requests_to", JsonValue.of(llm.address()));
        if (imageOfQuote) {
            config = config.with("image_hash", JsonValue.of(""));
        }
        start("provider", config, fakeTon(workers, clients), options).await("(ready)");
    }

    private URI client(int workers, int clients, String via, String... options) throws IOException {
        JsonObject config = official("client-config.json")
                .with("http_port", JsonValue.of(0))
                .with("connect_to_proxy_via", JsonValue.of(via));
        return URI.create(
                start("client", config, fakeTon(workers, clients), options).await("HTTP interface +(http://\\S+)"));
    }

    private Processes.Running start(String command, JsonObject config, Path fakeTon, String... options)
            throws IOException {
        Path file = write(command + "-config.json", config);
        String[] arguments =
                concat(List.of(command, "-c", file.toString(), "--disable-ton", fakeTon.toString()), options);
        return processes.cocoon(arguments);
    }

    private static String[] concat(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private Path fakeTon(int workers, int clients) throws IOException {
        JsonObject proxy = JsonValue.object("seqno", 1, "address", "127.0.0.1:" + workers + " 127.0.0.1:" + clients);
        JsonObject json = official("fake-ton-config.json").with("registered_proxies", JsonValue.array(List.of(proxy)));
        if (!hashes.isEmpty()) {
            json = json.with("proxy_hashes", JsonValue.array(hashes))
                    .with("worker_hashes", JsonValue.array(hashes))
                    .with("model_types", JsonValue.array(List.of(JsonValue.of(MODEL))));
        }
        return write("fake-ton-" + workers + ".json", json);
    }

    private static JsonObject official(String name) throws IOException {
        return (JsonObject) JsonValue.parse(Files.readAllBytes(OFFICIAL.resolve(name)));
    }

    private Path write(String name, JsonObject json) throws IOException {
        return Files.write(directory.resolve(name), json.toJsonBytes());
    }

    private void answersComeThrough(URI client) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(get(client.resolve("/v1/models")).body())
                                .as(processes.messages())
                                .contains("\"id\":\"" + MODEL + "\"")
                                .contains("\"coefficient\":1000"));

        JsonObject answer = (JsonObject) JsonValue.parse(chat(client, false).body());
        JsonObject usage = answer.object("usage");
        assertThat(usage).as(answer.toJson()).isNotNull();
        assertThat(usage.integer("total_cost")).isEqualTo(268);

        HttpResponse<String> stream = chat(client, true);
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(stream.headers().firstValue("X-Cocoon-Client-Start")).isPresent();
        assertThat(stream.body())
                .contains("\"content\":\"Hello\"", "\"total_cost\":268")
                .endsWith("data: [DONE]\n\n");

        JsonObject stats =
                (JsonObject) JsonValue.parse(get(client.resolve("/jsonstats")).body());
        assertThat(stats.object("stats").array("success").get(0).toJson()).isEqualTo("2.000000");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> chat(URI client, boolean stream) throws Exception {
        String body = "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}],"
                + "\"max_tokens\":200,\"stream\":" + stream + "}";
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(client.resolve("/v1/chat/completions"))
                                .header("Content-Type", "application/json")
                                .timeout(Duration.ofSeconds(60))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }
}
