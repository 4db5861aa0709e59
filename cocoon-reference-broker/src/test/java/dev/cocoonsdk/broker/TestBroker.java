package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** A real broker on free ports, and an HTTP client for it. */
final class TestBroker implements AutoCloseable {

    static final TonAddress WALLET = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    static final String MODEL = "test-model";

    private static final Path CONFIG = Path.of("src/test/resources/config");

    final BrokerConfig config;
    final Broker broker;
    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    private TestBroker(BrokerConfig config, Broker broker) {
        this.config = config;
        this.broker = broker;
    }

    static TestBroker start() {
        return start(JsonValue.object());
    }

    /** Starts with further members of {@code reference_broker}. */
    static TestBroker start(JsonObject settings) {
        return start(settings, new InMemoryLedgerStore());
    }

    static TestBroker start(JsonObject settings, LedgerStore store) {
        BrokerConfig config = config(settings);
        return new TestBroker(config, Broker.builder(config).ledger(store).start());
    }

    static TestBroker start(JsonObject settings, AccountDirectory accounts) {
        BrokerConfig config = config(settings);
        return new TestBroker(config, Broker.builder(config).accounts(accounts).start());
    }

    /** A broker with a chain, whose root configuration the test's peers take from the config. */
    static TestBroker of(BrokerConfig config, Broker broker) {
        return new TestBroker(config, broker);
    }

    static TestBroker of(BrokerConfig config) {
        return new TestBroker(config, Broker.builder(config).start());
    }

    static BrokerConfig config(JsonObject settings) {
        JsonObject ours = settings.with("api_port", JsonValue.of(0)).with("admin_port", JsonValue.of(0));
        JsonObject file = official()
                .with("reference_broker", ours)
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0));
        return BrokerConfig.parse(file).withFakeTon(CONFIG.resolve("fake-ton-config.json"));
    }

    static TestBroker dated(JsonObject settings, InstantSource clock) {
        BrokerConfig config = config(settings);
        LinkContext system = LinkContext.system();
        LinkContext links = new LinkContext(system.nanoTime(), system.random(), clock);
        return new TestBroker(
                config,
                Broker.builder(config).links(links, Duration.ofSeconds(1)).start());
    }

    static TestBroker refreshing(BrokerConfig config, Duration rootRefresh) {
        return new TestBroker(
                config, Broker.builder(config).rootRefresh(rootRefresh).start());
    }

    static JsonObject fakeTon() {
        try {
            return (JsonObject) JsonValue.parse(Files.readAllBytes(CONFIG.resolve("fake-ton-config.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject official() {
        try {
            return ((JsonObject) JsonValue.parse(Files.readAllBytes(CONFIG.resolve("proxy-config.json"))))
                    .with("db_path", JsonValue.of(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject account(TonAddress wallet, String secret, long nanoton, String state) {
        byte[] hash = Hash256.sha256(secret.getBytes(StandardCharsets.UTF_8)).toBytes();
        return JsonValue.object(
                "address",
                wallet.toWire(false),
                "secret_hash",
                Base64.getEncoder().encodeToString(hash),
                "balance_nanoton",
                nanoton,
                "stake_nanoton",
                nanoton,
                "state",
                state);
    }

    RootConfig root() {
        return config.fakeTon();
    }

    ContractAddresses contracts() {
        return ContractAddresses.of(
                root().params(),
                config.runner().rootContract(),
                config.runner().owner(),
                config.runner().proxyKey().publicKey());
    }

    ProxyDirectory directoryFor(TonAddress workerOwner) {
        return new ProxyDirectory(root().params(), config.runner().rootContract(), workerOwner, false);
    }

    static String bearer() {
        return bearer(WALLET, "");
    }

    static String bearer(TonAddress wallet, String secret) {
        return "Bearer " + wallet.toWire(false) + ":" + secret;
    }

    URI uri(String path) {
        return broker.apiUri().resolve(path);
    }

    static String chat(String more) {
        return "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    }

    HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", bearer())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", bearer()));
    }

    HttpResponse<String> admin(String path) {
        return send(HttpRequest.newBuilder(broker.adminUri().resolve(path)));
    }

    JsonObject account() {
        return json(get("/v1/account"));
    }

    static JsonObject json(HttpResponse<String> response) {
        return (JsonObject) JsonValue.parse(response.body());
    }

    /** The total of a counter in {@code /jsonstats}. */
    static double total(JsonObject stats, String counter) {
        return ((JsonNumber) stats.object("stats").array(counter).get(0)).toDouble();
    }

    static String slug(HttpResponse<String> response) {
        return json(response).object("error").string("type");
    }

    @Override
    public void close() {
        broker.close();
    }
}
