package dev.cocoonsdk.testkit;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.CocoonClientBuilder;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.ton.RootConfig;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broker and its providers in this JVM, on free loopback ports, without a chain (fake TON). Thread-safe.
 *
 * <p>Closing stops everything that was started and leaves no thread and no file behind. Nothing here is confidential: the client says
 * {@link dev.cocoonsdk.core.Confidentiality#NONE}.
 *
 * <pre>{@code
 * try (LocalMarketplace marketplace = LocalMarketplace.start()) {
 *     marketplace.script().answer("Hello!");
 *     assertThat(marketplace.client().chat().call("Hi").text()).isEqualTo("Hello!");
 * }
 * }</pre>
 */
public final class LocalMarketplace implements AutoCloseable {

    private final Broker broker;
    private final List<Provider> providers;
    private final List<ModelId> models;
    private final RootConfig root;
    private final TestAccount account;
    private final @Nullable Answers answers;
    private final CocoonClient client;
    private volatile boolean running = true;

    LocalMarketplace(
            Broker broker,
            List<Provider> providers,
            List<ModelId> models,
            RootConfig root,
            TestAccount account,
            @Nullable Answers answers) {
        this.broker = broker;
        this.providers = List.copyOf(providers);
        this.models = List.copyOf(models);
        this.root = root;
        this.account = account;
        this.answers = answers;
        this.client = clientBuilder().build();
    }

    /** Starts one broker and one provider with scripted answers. */
    public static LocalMarketplace start() {
        return builder().start();
    }

    /** Begins a marketplace. */
    public static LocalMarketplaceBuilder builder() {
        return new LocalMarketplaceBuilder();
    }

    /** A client of the first account, with the first model as default; closed with the marketplace. */
    public CocoonClient client() {
        return client;
    }

    /** Begins another client of the first account; the caller closes it. */
    public CocoonClientBuilder clientBuilder() {
        return Cocoon.client()
                .broker(apiUri())
                .token(token())
                .defaultModel(models.get(0))
                .insecureForDevelopment();
    }

    /**
     * Begins a client of the first account that speaks the network's own protocol with the broker instead of HTTP; the caller closes it.
     */
    public CocoonClientBuilder nativeClientBuilder() {
        return Cocoon.client().network(network()).defaultModel(models.get(0)).insecureForDevelopment();
    }

    /** The network as a native client of the first account finds it, over plain TCP. */
    public CocoonNetwork.Builder network() {
        return CocoonNetwork.builder()
                .root(root)
                .rootContract(MarketplaceConfig.ROOT_CONTRACT)
                .wallet(account.wallet())
                .secret(account.secret())
                .testnet(true)
                .proxyAddress(broker.clientAddress());
    }

    /**
     * What the scripted providers answer.
     *
     * @throws IllegalStateException if the marketplace runs another engine
     */
    public Answers script() {
        if (answers == null) {
            throw new IllegalStateException("engine: " + models + " (expected: scripted())");
        }
        return answers;
    }

    /** Where the broker's HTTP interface listens, such as {@code http://127.0.0.1:40123}. */
    public URI apiUri() {
        return broker.apiUri();
    }

    /** The bearer token of the first account. */
    public Secret token() {
        return account.token();
    }

    /** The models on offer, the client's default first. */
    public List<ModelId> models() {
        return models;
    }

    /** The broker, for what has no short cut here. */
    public Broker broker() {
        return broker;
    }

    /** The providers, for example to stop one. */
    public List<Provider> providers() {
        return providers;
    }

    /** Whether it has not been closed. */
    public boolean isRunning() {
        return running;
    }

    /** The same as {@link #close()}. */
    public void stop() {
        close();
    }

    /** Stops client, providers and broker and waits for them. Idempotent. */
    @Override
    public void close() {
        running = false;
        client.close();
        providers.forEach(Provider::close);
        broker.close();
    }
}
