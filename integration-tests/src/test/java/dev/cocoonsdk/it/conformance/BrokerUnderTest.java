package dev.cocoonsdk.it.conformance;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerBuilder;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.RawClient;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Our broker on free loopback ports, with the captured network's keys and prices. */
final class BrokerUnderTest implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Broker broker;

    private BrokerUnderTest(Broker broker) {
        this.broker = broker;
    }

    static BrokerUnderTest start() {
        return start(runner -> runner, root -> root);
    }

    /** Starts with a changed configuration file and a changed root configuration. */
    static BrokerUnderTest start(UnaryOperator<JsonObject> runner, UnaryOperator<JsonObject> root) {
        return new BrokerUnderTest(Broker.builder(config(runner, root)).start());
    }

    /** Starts with links that live by another clock. */
    static BrokerUnderTest start(ManualClock clock) {
        return new BrokerUnderTest(Broker.builder(config(runner -> runner, root -> root))
                .links(clock.context(), Duration.ofMillis(5))
                .start());
    }

    static BrokerUnderTest start(BrokerBuilder builder) {
        return new BrokerUnderTest(builder.start());
    }

    /** Starts with other parts. */
    static BrokerUnderTest start(UnaryOperator<BrokerBuilder> parts) {
        return new BrokerUnderTest(parts.apply(Broker.builder(config(runner -> runner, root -> root)))
                .start());
    }

    static BrokerConfig config(UnaryOperator<JsonObject> runner, UnaryOperator<JsonObject> root) {
        JsonObject file = Network.file("proxy-config.json")
                .with("db_path", JsonValue.of(""))
                .with("http_port", JsonValue.of(0))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with("reference_broker", JsonValue.object("api_port", 0, "admin_port", 0));
        return BrokerConfig.parse(runner.apply(file))
                .withFakeTon(Network.root(root.apply(Network.file("fake-ton-config.json"))));
    }

    /** The configuration file with further members of {@code reference_broker}. */
    static JsonObject with(JsonObject runner, JsonObject more) {
        JsonObject settings = Objects.requireNonNull(runner.object("reference_broker"));
        for (Map.Entry<String, JsonValue> member : more.members().entrySet()) {
            settings = settings.with(member.getKey(), member.getValue());
        }
        return runner.with("reference_broker", settings);
    }

    /** A client of the configuration file. */
    static JsonObject account(String address, String secret, String state, long nanoton) {
        return JsonValue.object(
                "address",
                address,
                "secret_hash",
                sha256(secret),
                "balance_nanoton",
                nanoton,
                "stake_nanoton",
                nanoton,
                "state",
                state);
    }

    /** In base64. */
    static String sha256(String text) {
        try {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(utf8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Broker broker() {
        return broker;
    }

    InetSocketAddress workerPort() {
        return broker.workerAddress();
    }

    InetSocketAddress clientPort() {
        return broker.clientAddress();
    }

    RawPeer worker() {
        return RawPeer.connect(workerPort());
    }

    RawWorker worker(RawWorker.Params params) {
        return RawWorker.ready(workerPort(), params);
    }

    /** A peer on this port whose handshake is over, before which a broker bears little. */
    RawPeer known(InetSocketAddress port) {
        return port.equals(workerPort())
                ? RawWorker.ready(port, new RawWorker.Params().model("known@c:v"))
                        .peer()
                : RawClient.ready(port, new RawClient.Params(), "").peer();
    }

    /** A chat request of one user message over HTTP. */
    CompletableFuture<HttpResponse<String>> chat(String model, String more) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
        return HTTP.sendAsync(
                HttpRequest.newBuilder(broker.apiUri().resolve("/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + Facts.CLIENT_WALLET + ":")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        broker.close();
    }
}
