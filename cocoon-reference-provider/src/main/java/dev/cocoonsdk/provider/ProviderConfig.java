package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.PolicyUnavailableException;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.PseudoRootConfig;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configuration of a provider: the file of the official worker-runner ({@code docs/protocol/wire.md} 12) with our additions in
 * its member {@code reference_provider} ({@code docs/provider.md}).
 *
 * @param isTest test network flag of the Cocoon network; must equal the brokers'
 * @param isTestnet whether addresses carry TON's testnet flag
 * @param owner who is paid
 * @param rootContract the root contract
 * @param proxies how to come to proxies, and what they must be
 * @param sealing whether and how requests are taken sealed
 * @param engines what to serve, at least one
 * @param statusPort where the status pages are, or null for none
 * @param unknownFields full names of members that were not understood and have no effect
 * @param unusedFields members of the official runner that have no effect here yet, because they belong to the chain
 * @param settlement how coins are collected on a chain, or null if none is configured
 * @param fakeTon the root configuration without a chain, or null if it comes from the chain
 */
public record ProviderConfig(
        boolean isTest,
        boolean isTestnet,
        TonAddress owner,
        TonAddress rootContract,
        ProxyAccess proxies,
        SealingConfig sealing,
        List<EngineConfig> engines,
        @Nullable StatusPort statusPort,
        List<String> unknownFields,
        List<String> unusedFields,
        @Nullable SettlementConfig settlement,
        @Nullable FakeTon fakeTon) {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderConfig.class);
    private static final Set<String> WITHOUT_EFFECT = Set.of("rpc_port", "ton_config_filename");

    private static final String WALLET_KEY = "node_wallet_key";

    /**
     * The network without a chain.
     *
     * @param root what its root contract says
     * @param source where newer ones come from
     */
    public record FakeTon(RootConfig root, RootConfigSource source) {}

    /** Copies the lists. */
    public ProviderConfig {
        engines = List.copyOf(engines);
        unknownFields = List.copyOf(unknownFields);
        unusedFields = List.copyOf(unusedFields);
    }

    /**
     * Reads a file of the official worker-runner.
     *
     * @throws ConfigException if it cannot be read or a member is unusable
     */
    public static ProviderConfig load(Path file) {
        JsonObject json = RunnerConfigReader.parseFile(file);
        try {
            return parse(json);
        } catch (ConfigException e) {
            throw e.in(file.toString());
        }
    }

    /**
     * Reads the object that such a file holds.
     *
     * @throws ConfigException if a member is unusable
     */
    public static ProviderConfig parse(JsonObject json) {
        RunnerConfigReader file = RunnerConfigReader.of(json);
        RunnerConfigReader own = file.object("reference_provider");
        SettlementConfig settlement = SettlementConfig.read(file, own);
        List<String> unused = new ArrayList<>(WITHOUT_EFFECT);
        if (settlement == null) {
            unused.add(WALLET_KEY);
        }
        unused = unused.stream().filter(file::has).sorted().toList();
        List<EngineConfig> engines = new ArrayList<>();
        engines.add(EngineConfig.read(own, file));
        for (RunnerConfigReader model : own.objects("models")) {
            engines.add(EngineConfig.read(model, model));
        }
        ProviderConfig config = new ProviderConfig(
                file.flag("is_test"),
                file.flag("is_testnet"),
                address(file, "owner_address"),
                address(file, "root_contract_address"),
                ProxyAccess.read(file, own),
                SealingConfig.read(own.object("sealing"), file.flag("is_test")),
                engines,
                StatusPort.read(file, own),
                List.of(),
                unused,
                settlement,
                null);
        return config.withUnknown(file.unknown());
    }

    private static TonAddress address(RunnerConfigReader json, String name) {
        return json.parsed(name, "a TON address, 48 characters", TonAddress::parse);
    }

    private ProviderConfig withUnknown(List<String> unknown) {
        return with(proxies, unknown, fakeTon);
    }

    private ProviderConfig with(ProxyAccess newProxies, List<String> unknown, @Nullable FakeTon newFakeTon) {
        return new ProviderConfig(
                isTest,
                isTestnet,
                owner,
                rootContract,
                newProxies,
                sealing,
                engines,
                statusPort,
                unknown,
                unusedFields,
                settlement,
                newFakeTon);
    }

    /**
     * The same with one broker on this machine, over plain TCP ({@code --broker}).
     *
     * @throws ConfigException if the address is on another machine
     */
    public ProviderConfig withBroker(InetSocketAddress address) {
        return with(proxies.withBroker(address), unknownFields, fakeTon);
    }

    /** The same with other settings of policies and of the own certificate. */
    public ProviderConfig withTdx(TdxConfig changed) {
        return with(proxies.withTdx(changed), unknownFields, fakeTon);
    }

    /** The same without a chain, with a root configuration that stays as it is. */
    public ProviderConfig withFakeTon(RootConfig root) {
        return with(proxies, unknownFields, new FakeTon(root, RootConfigSource.fixed(root)));
    }

    /**
     * The same without a chain, with the root configuration of a file ({@code -C}, {@code --disable-ton}), which is read anew while
     * the provider runs.
     *
     * @throws ConfigException if it cannot be read or a member is unusable
     */
    public ProviderConfig withFakeTon(Path file) {
        JsonObject json = RunnerConfigReader.parseFile(file);
        try {
            PseudoRootConfig pseudo = RootConfig.ofPseudoJson(json, Instant.now());
            List<String> unknown = new ArrayList<>(unknownFields);
            pseudo.unknownMembers().forEach(name -> unknown.add(file.getFileName() + ": " + name));
            RootConfigSource source = RootConfigSource.fakeTon(file, Clock.systemUTC());
            return with(proxies, unknown, new FakeTon(pseudo.config(), source));
        } catch (ConfigException e) {
            throw e.in(file.toString());
        }
    }

    /**
     * A provider of this configuration, ready to be started; its engines are made here. The root configuration comes from {@link
     * #withFakeTon(Path)}; without that it is read from the chain here, which takes a minute at most.
     *
     * @throws ConfigException if there is no root configuration or no chain, the root contract cannot be read, or a policy is wanted that
     *     does not exist yet
     * @throws dev.cocoonsdk.ton.state.StateStoreException if another process has the folder of {@link SettlementConfig} open
     */
    public Provider.Builder toProvider() {
        Provider.Builder builder = inNetwork()
                .proxyConnections(proxies.connections())
                .hashChecks(proxies.hashChecks())
                .imageHash(proxies.imageHash());
        configureRoute(builder);
        if (statusPort != null) {
            builder.statusPort(statusPort.address(), statusPort.access());
        }
        for (EngineConfig engine : engines) {
            builder.serve(engine.create(), engine.modelName(), engine.coefficient(), engine.maxActiveRequests());
        }
        return builder;
    }

    private Provider.Builder inNetwork() {
        FakeTon file = fakeTon;
        if (file != null) {
            Provider.Network network = new Provider.Network(rootContract, file.root(), isTest, isTestnet);
            return Provider.builder(network, owner).rootSource(file.source());
        } else if (settlement != null) {
            return settlement.toProvider(owner, rootContract, isTest, isTestnet);
        }
        throw new ConfigException(
                "root configuration",
                null,
                "a fake-TON file, option --disable-ton, or reference_provider.ton.endpoints");
    }

    private void configureRoute(Provider.Builder builder) {
        ProxyAccess certified = proxies.withTdx(sealing.certificate(proxies.tdx()));
        OneIdentity identity = new OneIdentity(() -> identity(builder, certified.tdx()));
        try {
            builder.route(certified.route(isTest, Clock.systemUTC(), identity));
            if (sealing.seals(certified.tdx())) {
                builder.sealing(sealing.with(identity.get()));
            }
        } catch (QuoteUnavailableException e) {
            throw new ConfigException("reference_provider.tdx", e.getMessage(), "a platform that gives quotes", e);
        } catch (PolicyUnavailableException e) {
            throw new ConfigException(
                    "reference_provider.proxy_policy",
                    proxies.policyName(isTest),
                    "any, or no proxy_policy and connect_to_proxy_via a router that verifies the proxy; "
                            + e.getMessage(),
                    e);
        }
        InetSocketAddress broker = proxies.broker();
        if (broker != null) {
            builder.broker(broker);
        }
    }

    /** The same identity for connections and for sealing, so that one quote is for both; made when first wanted. */
    private static final class OneIdentity implements Supplier<TlsIdentitySource> {
        private final Supplier<TlsIdentitySource> maker;
        private @Nullable TlsIdentitySource made;

        OneIdentity(Supplier<TlsIdentitySource> maker) {
            this.maker = maker;
        }

        @Override
        public TlsIdentitySource get() {
            TlsIdentitySource known = made == null ? maker.get() : made;
            made = known;
            return known;
        }
    }

    /** What the own quote measures is the own image. */
    private TlsIdentitySource identity(Provider.Builder builder, TdxConfig tdx) {
        TlsIdentitySource identity = tdx.identity(
                isTest, Clock.systemUTC(), problem -> LOG.warn("the old certificate stays: {}", problem.getMessage()));
        builder.owns(identity);
        if (tdx.quotes() != null) {
            Hash256 measured = identity.get().imageHash();
            if (!proxies.imageHash().equals(Hash256.ZERO)
                    && !proxies.imageHash().equals(measured)) {
                throw new ConfigException(
                        "image_hash", proxies.imageHash().toString(), measured + ", as the own quote says");
            }
            builder.imageHash(measured);
        }
        return identity;
    }
}
