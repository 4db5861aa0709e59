package dev.cocoonsdk.it;

import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.Sealing;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A broker and providers that seal, in one JVM, without a chain. */
final class SealedStage implements AutoCloseable {

    static final ModelId MODEL = ModelId.of("Qwen/Qwen3-8B");

    private static final TonAddress WALLET = TonAddress.parse("UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx20");
    private static final TonAddress OWNER = TonAddress.parse("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Deque<Runnable> started = new ArrayDeque<>();
    private final RootConfig root;
    private final TonAddress rootContract;
    private final Broker broker;

    SealedStage() throws IOException {
        root = RootConfig.ofPseudoJson(file("fake-ton-config.json"), Instant.now())
                .config();
        JsonObject config = file("proxy-config.json")
                .with("db_path", JsonValue.of(""))
                .with("http_port", JsonValue.of(0))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with("reference_broker", JsonValue.object("api_port", 0, "admin_port", 0));
        rootContract = TonAddress.parse(Objects.requireNonNull(config.string("root_contract_address")));
        broker = Broker.builder(BrokerConfig.parse(config).withFakeTon(root)).start();
        started.push(broker::close);
    }

    private static JsonObject file(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SealedStage.class.getResourceAsStream("/conformance/" + name), name)) {
            return (JsonObject) JsonValue.parse(in.readAllBytes());
        }
    }

    /** A provider with a fake quote; returns when the broker lists its evidence. */
    Provider provider(ScriptedEngine engine, Clock clock, UnaryOperator<Sealing> changes) throws Exception {
        TlsIdentitySource identity = TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, Clock.systemUTC());
        return provider(engine, clock, changes.apply(Sealing.of(identity)));
    }

    Provider clearProvider(ScriptedEngine engine) throws Exception {
        return provider(engine, Clock.systemUTC(), (Sealing) null);
    }

    private Provider provider(ScriptedEngine engine, Clock clock, Sealing sealing) throws Exception {
        int before = evidence().size();
        Provider.Builder builder = Provider.builder(new Provider.Network(rootContract, root, true, false), OWNER)
                .broker(broker.workerAddress())
                .clock(clock)
                .healthInterval(Duration.ofMillis(50))
                .serve(engine);
        Provider provider = (sealing == null ? builder : builder.sealing(sealing)).start();
        started.push(provider::close);
        provider.ready().get(60, TimeUnit.SECONDS);
        if (sealing != null) {
            await().atMost(Duration.ofSeconds(30)).until(() -> evidence().size() > before);
        }
        return provider;
    }

    Broker broker() {
        return broker;
    }

    Transport http() {
        return HttpTransport.builder()
                .baseUrl(broker.apiUri())
                .bearerToken(Secret.of(WALLET + ":"))
                .build();
    }

    Transport nativeDoor() {
        return CocoonNetwork.builder()
                .root(root)
                .rootContract(rootContract)
                .wallet(WALLET)
                .secret(Secret.of(""))
                .testnet(false)
                .proxyAddress(broker.clientAddress())
                .get();
    }

    JsonObject get(String path) {
        try {
            return (JsonObject) JsonValue.parse(HTTP.send(
                            HttpRequest.newBuilder(broker.apiUri().resolve(path))
                                    .timeout(Duration.ofSeconds(30))
                                    .header("Authorization", "Bearer " + WALLET + ":")
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answer's body. */
    String post(String path, String type, String body) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(broker.apiUri().resolve(path))
                                    .timeout(Duration.ofSeconds(30))
                                    .header("Authorization", "Bearer " + WALLET + ":")
                                    .header("Content-Type", type)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A chat as everybody can read it. */
    void clearChat(String body) {
        post("/v1/chat/completions", "application/json", body);
    }

    /** What the broker lists. */
    List<ProviderEvidence> evidence() {
        return get("/v1/providers?model=Qwen%2FQwen3-8B").array("data").stream()
                .map(entry -> Objects.requireNonNull(((JsonObject) entry).object("evidence")))
                .map(json -> ProviderEvidence.parse(Bytes.wrap(json.toSortedJsonBytes())))
                .toList();
    }

    /** Adjusted tokens that the account has used. */
    long used() {
        return Objects.requireNonNull(get("/v1/account").object("tokens").integer("max"));
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().run();
        }
    }
}
