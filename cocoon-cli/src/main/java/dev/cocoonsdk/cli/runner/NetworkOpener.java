package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.CocoonFunds;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PolicyUnavailableException;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.ProxyRoute;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import dev.cocoonsdk.ton.config.TonAccess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the network that a configuration describes. */
public final class NetworkOpener {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkOpener.class);

    private NetworkOpener() {}

    /**
     * What was opened.
     *
     * @param funds null in fake-TON mode
     */
    public record Opened(CocoonNetwork network, @Nullable CocoonFunds funds) {}

    /**
     * Opens the network of a chain; it connects in the background, and calls wait until the wallet has coins and the contracts are there.
     *
     * @param closeLater takes what has to be closed after the network
     * @throws ConfigException if something in the file cannot be used, or no chain is configured
     * @throws dev.cocoonsdk.ton.state.StateStoreException if another process has the folder of {@link ClientMoney} open
     */
    public static Opened open(ClientRunnerConfig config, Consumer<? super AutoCloseable> closeLater) {
        ClientMoney money = config.money();
        if (money == null) {
            throw new ConfigException(
                    "root configuration",
                    null,
                    "a fake-TON file, option --disable-ton, or reference_client.ton.endpoints");
        }
        checkConnections(config);
        TonAccess access = TonAccess.open(money.ton());
        closeLater.accept(access);
        RootConfigSource root = RootConfigSource.chain(access.root(config.rootContract(), config.isTest()));
        CocoonFunds funds = money.open(config, access, closeLater);
        CocoonNetwork.Builder builder = CocoonNetwork.builder().root(root).accounts(funds.accounts());
        return new Opened(configured(builder, config, closeLater).open(), funds);
    }

    /**
     * Opens it without a chain; it connects in the background.
     *
     * @param fakeTon the root configuration of fake-TON mode
     * @param closeLater takes what has to be closed after the network
     * @throws ConfigException if something in the two files cannot be used
     */
    public static CocoonNetwork open(
            ClientRunnerConfig config, Path fakeTon, Consumer<? super AutoCloseable> closeLater) {
        RootConfig root = check(config, fakeTon);
        if (config.proxy() == null && root.proxies().isEmpty()) {
            throw new ConfigException(
                    fakeTon + ": registered_proxies", "none", "at least one proxy, or a proxy named with --proxy");
        }
        Secret secret = config.secret();
        CocoonNetwork.Builder builder = CocoonNetwork.builder().fakeTon(fakeTon).wallet(config.wallet());
        if (secret != null) {
            builder.secret(secret);
        }
        return configured(builder, config, closeLater).open();
    }

    private static CocoonNetwork.Builder configured(
            CocoonNetwork.Builder builder, ClientRunnerConfig config, Consumer<? super AutoCloseable> closeLater) {
        if (config.proxy() != null) {
            builder.proxyAddress(config.proxy());
        }
        return builder.rootContract(config.rootContract())
                .testnet(config.isTestnet())
                .checkProxyHashes(config.checkProxyHashes())
                .proxyConnections(config.proxyConnections())
                .route(route(config, closeLater));
    }

    private static void checkConnections(ClientRunnerConfig config) {
        if (config.proxyConnections() == 0) {
            throw new ConfigException("proxy_connections", "0", "1 or more, else there is nobody to ask");
        }
    }

    private static RootConfig check(ClientRunnerConfig config, Path fakeTon) {
        checkConnections(config);
        RootConfig root;
        try {
            root = RootConfig.ofPseudoJson(
                            RunnerConfigReader.parseFile(fakeTon),
                            Clock.systemUTC().instant())
                    .config();
        } catch (ConfigException e) {
            throw e.in(fakeTon.toString());
        }
        if (root.isTest() != config.isTest()) {
            throw new ConfigException(
                    "is_test", Boolean.toString(config.isTest()), "true, as fake TON is a test network");
        }
        return root;
    }

    private static ProxyRoute route(ClientRunnerConfig config, Consumer<? super AutoCloseable> closeLater) {
        InetSocketAddress router = config.router();
        if (config.proxyPolicy() != null) {
            checkPolicy(config);
        }
        if (config.plain()) {
            return ProxyRoute.plain();
        } else if (router != null) {
            return ClientRunnerConfig.isLoopback(router)
                    ? ProxyRoute.viaRouter(router)
                    : ProxyRoute.viaTrustedRemoteRouter(router);
        }
        Clock clock = Clock.systemUTC();
        checkPolicy(config);
        AttestationPolicy policy = config.tdx().policy(policyName(config), config.isTest());
        TlsIdentitySource identity = identity(config, clock);
        closeLater.accept(identity);
        return ProxyRoute.direct(TlsParty.of(identity, policy, clock), config.maxPowDifficulty());
    }

    private static TlsIdentitySource identity(ClientRunnerConfig config, Clock clock) {
        try {
            return config.tdx()
                    .identity(
                            config.isTest(),
                            clock,
                            problem -> LOG.warn("the old certificate stays: {}", problem.getMessage()));
        } catch (QuoteUnavailableException e) {
            throw new ConfigException("reference_client.tdx", e.getMessage(), "a platform that gives quotes", e);
        }
    }

    private static void checkPolicy(ClientRunnerConfig config) {
        String name = policyName(config);
        try {
            config.tdx().policies().check(name, config.isTest());
        } catch (PolicyUnavailableException e) {
            throw new ConfigException("reference_client.proxy_policy", name, String.valueOf(e.getMessage()), e);
        }
    }

    private static String policyName(ClientRunnerConfig config) {
        String name = config.proxyPolicy();
        return name != null ? name : config.isTest() ? "fake_tdx" : "tdx";
    }

    /** Why a policy that was asked for has no effect; null if it has one, or if none was asked for. */
    public static @Nullable String idlePolicy(ClientRunnerConfig config) {
        if (config.proxyPolicy() == null) {
            return null;
        } else if (config.plain()) {
            return "the connection is plain";
        }
        return config.router() == null ? null : "the router decides what it lets through";
    }

    /** Which proxies are reached and how, for people. */
    public static String describe(ClientRunnerConfig config) {
        InetSocketAddress proxy = config.proxy();
        InetSocketAddress router = config.router();
        String which = proxy == null
                ? config.proxyConnections() + " of the root configuration"
                : proxy.getHostString() + ":" + proxy.getPort();
        if (config.plain()) {
            return which + ", plain";
        }
        return router != null
                ? which + ", through the router at " + router.getHostString() + ":" + router.getPort()
                : which + ", proof of work and TLS, policy " + policyName(config);
    }
}
