package dev.cocoonsdk.testkit;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.CocoonClientBuilder;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broker and its providers in this JVM, on free loopback ports, without a chain (fake TON) or with a local one ({@link
 * LocalMarketplaceBuilder#chain()}). Thread-safe.
 *
 * <p>Closing stops everything that was started and leaves no thread and no file behind.
 *
 * <p>Providers run in a simulated TEE, and {@link #client()} seals its requests to them as it would to real enclaves: the broker of the
 * marketplace cannot read them, and results carry a verification and a receipt. Simulated evidence proves nothing; {@link
 * dev.cocoonsdk.crypto.AssuranceLevel#SIMULATED} says so. {@link #clearClient()} does without.
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
    private final List<TlsIdentitySource> identities;
    private final List<ModelId> models;
    private final Startup.Place place;
    private final TestAccount account;
    private final @Nullable Answers answers;
    private final SimulatedEnclaves enclaves;
    private final CocoonClient client;
    private final CocoonClient clearClient;
    private volatile boolean running = true;

    LocalMarketplace(
            Broker broker,
            List<Provider> providers,
            List<TlsIdentitySource> identities,
            List<ModelId> models,
            Startup.Place place,
            @Nullable Answers answers,
            SimulatedEnclaves enclaves) {
        this.broker = broker;
        this.providers = List.copyOf(providers);
        this.identities = List.copyOf(identities);
        this.models = List.copyOf(models);
        this.place = place;
        this.account = place.account();
        this.answers = answers;
        this.enclaves = enclaves;
        this.client = clientBuilder().build();
        this.clearClient = clearClientBuilder().build();
    }

    /** Starts one broker and one provider with scripted answers. */
    public static LocalMarketplace start() {
        return builder().start();
    }

    /** Begins a marketplace. */
    public static LocalMarketplaceBuilder builder() {
        return new LocalMarketplaceBuilder();
    }

    /** A client of the first account that seals, with the first model as default; closed with the marketplace. */
    public CocoonClient client() {
        return client;
    }

    /** As {@link #client()}, but nothing is sealed: broker and provider read, as with any OpenAI-compatible server. */
    public CocoonClient clearClient() {
        return clearClient;
    }

    /** Begins another client of the first account that seals to the providers of this marketplace; the caller closes it. */
    public CocoonClientBuilder clientBuilder() {
        return sealed(overHttp());
    }

    /** As {@link #clientBuilder()}, but nothing is sealed. */
    public CocoonClientBuilder clearClientBuilder() {
        return overHttp().insecureForDevelopment();
    }

    private CocoonClientBuilder overHttp() {
        CocoonClientBuilder builder = Cocoon.client().broker(apiUri()).defaultModel(models.get(0));
        LocalChain chain = place.chain();
        return chain == null
                ? builder.token(token())
                : builder.account(chain.funds().accounts(), chain.account());
    }

    private CocoonClientBuilder sealed(CocoonClientBuilder builder) {
        return builder.providers(policy()).sealing(options -> options.collateral(enclaves.collateral()));
    }

    /**
     * Begins a client of the first account that speaks the network's own protocol with the broker instead of HTTP, and seals; the caller
     * closes it.
     */
    public CocoonClientBuilder nativeClientBuilder() {
        return sealed(Cocoon.client().network(network()).defaultModel(models.get(0)));
    }

    /** As {@link #nativeClientBuilder()}, but nothing is sealed. */
    public CocoonClientBuilder clearNativeClientBuilder() {
        return Cocoon.client().network(network()).defaultModel(models.get(0)).insecureForDevelopment();
    }

    /** What {@link #client()} asks of providers: the image that they run, on the simulated platform of this marketplace. */
    public AttestationPolicy policy() {
        return enclaves.policy();
    }

    /** Hash of the image that all providers run, as they say: the root configuration and {@link #policy()} allow it only. */
    public Hash256 imageHash() {
        return SimulatedEnclaves.imageHash();
    }

    /** The simulated TEE platform of this marketplace. */
    public SimulatedPlatform platform() {
        return enclaves.platform();
    }

    /** The network as a native client of the first account finds it, over plain TCP. */
    public CocoonNetwork.Builder network() {
        CocoonNetwork.Builder network = CocoonNetwork.builder()
                .root(place.root())
                .rootContract(place.rootContract())
                .testnet(true)
                .proxyAddress(broker.clientAddress());
        LocalChain chain = place.chain();
        return chain == null
                ? network.wallet(account.wallet()).secret(account.secret())
                : network.accounts(chain.funds().accounts());
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

    /**
     * The chain that contracts and coins are on.
     *
     * @throws IllegalStateException if the marketplace was started without one
     */
    public LocalChain chain() {
        LocalChain chain = place.chain();
        if (chain == null) {
            throw new IllegalStateException("chain: none (expected: a marketplace started with chain())");
        }
        return chain;
    }

    /**
     * The devnet of {@link #chain()}: accounts, faucet, time travel.
     *
     * @throws IllegalStateException if the marketplace was started without a chain
     */
    public Devnet devnet() {
        return chain().devnet();
    }

    /** Adjusted tokens of the first account's jobs, as the broker has counted them. */
    public TokenCount metered() {
        JsonObject tokens = BrokerPages.get(this, "/v1/account").object("tokens");
        Long max = tokens == null ? null : tokens.integer("max");
        return TokenCount.of(max == null ? 0 : max);
    }

    /**
     * Has everything settled that was not yet, however little it is: the broker saves its counters on the chain, charges the first account,
     * pays the provider, and takes out what it has earned itself, by its own engine at its operator's commands. Returns when all of it is
     * executed. No job may run meanwhile.
     *
     * @throws IllegalStateException if the marketplace was started without a chain, or if a step takes more than a minute
     */
    public Settlement settle() {
        return new Settling(this).run();
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
        clearClient.close();
        providers.forEach(Provider::close);
        identities.forEach(TlsIdentitySource::close);
        broker.close();
        LocalChain chain = place.chain();
        if (chain != null) {
            chain.close();
        }
    }
}
