package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.PolicyConfig;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.network.client.ConfiguredKey;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletAddress;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The official client-runner's configuration file ({@code docs/protocol/wire.md} 12) and our additions in its object {@code
 * reference_client}.
 *
 * @param isTest the network's flag, which the root contract and the proxies must have too
 * @param isTestnet whether addresses are written for the TON test network
 * @param httpPort of the HTTP interface; 0 for a free one
 * @param owner the human owner of the wallet
 * @param rootContract names the network
 * @param walletKey of the Cocoon wallet
 * @param secret of the short authorisation, null for none
 * @param proxyConnections how many proxies at a time
 * @param router the SOCKS5 router, null to connect directly
 * @param checkProxyHashes whether proxies' image hashes are checked in test mode too
 * @param httpAccessHash what the argument {@code access_hash} of the pages must be, null for no check
 * @param maxCoefficient highest price coefficient of requests that name none
 * @param maxTokens reservation of requests that name none
 * @param listen where the HTTP interface listens
 * @param proxyPolicy what a proxy must show: one of {@link PolicyConfig#NAMES}; null for the mode's default
 * @param maxPowDifficulty hardest proof of work that is done for a proxy
 * @param proxy instead of those that the root configuration lists, null for those
 * @param plain whether that proxy is reached without proof of work and TLS
 * @param allowedOrigins web pages that may call, such as {@code https://app.example}; {@code *} for all; those of this machine
 *     always may
 * @param tdx what policies know and what the own certificate shows
 * @param money how calls are paid on a chain, null if none is configured
 * @param unknownFields members that have no meaning here
 */
public record ClientRunnerConfig(
        boolean isTest,
        boolean isTestnet,
        int httpPort,
        TonAddress owner,
        TonAddress rootContract,
        Ed25519Key walletKey,
        @Nullable Secret secret,
        int proxyConnections,
        @Nullable InetSocketAddress router,
        boolean checkProxyHashes,
        @Nullable String httpAccessHash,
        int maxCoefficient,
        int maxTokens,
        InetAddress listen,
        @Nullable String proxyPolicy,
        int maxPowDifficulty,
        @Nullable InetSocketAddress proxy,
        boolean plain,
        Set<String> allowedOrigins,
        TdxConfig tdx,
        @Nullable ClientMoney money,
        List<String> unknownFields) {

    /** What a request accepts that says nothing of coefficients ({@code docs/protocol/wire.md} 9.1). */
    public static final int DEFAULT_MAX_COEFFICIENT = 4000;

    /** What is reserved for a request that says nothing of tokens. */
    public static final int DEFAULT_MAX_TOKENS = 1000;

    private static final int MAX_POW_DIFFICULTY = 28;
    private static final int MAX_PORT = 65_535;
    private static final Pattern HOST_PORT = Pattern.compile("\\[?([0-9A-Za-z.:-]+?)]?:([0-9]{1,5})");

    /**
     * Reads the object that such a file holds.
     *
     * @throws ConfigException if a member is unusable
     */
    public static ClientRunnerConfig parse(JsonObject json) {
        RunnerConfigReader file = RunnerConfigReader.of(json);
        RunnerConfigReader own = file.object("reference_client");
        file.text("ton_config_filename", "");
        file.integer("rpc_port", 0, 0, MAX_PORT);
        own.text("url", "");
        own.secret("token");
        String accessHash = file.hide("http_access_hash").text("http_access_hash", "");
        String via = file.text("connect_to_proxy_via", "");
        String proxy = own.text("proxy", "");
        boolean remoteRouter = own.flag("trust_remote_router");
        ClientRunnerConfig config = new ClientRunnerConfig(
                file.flag("is_test"),
                file.flag("is_testnet"),
                (int) file.integer("http_port", 0, 0, MAX_PORT),
                file.parsed("owner_address", "a TON address, 48 characters", TonAddress::parse),
                file.parsed("root_contract_address", "a TON address, 48 characters", TonAddress::parse),
                ConfiguredKey.read(file, "node_wallet_key"),
                file.secret("secret_string"),
                (int) file.integer("proxy_connections", 0, 0, 1000),
                via.isEmpty() ? null : address(via, file, "connect_to_proxy_via"),
                file.flag("check_proxy_hashes"),
                accessHash.isEmpty() ? null : accessHash,
                orDefault((int) file.integer("max_coefficient", 0, 0, Integer.MAX_VALUE), DEFAULT_MAX_COEFFICIENT),
                orDefault((int) file.integer("max_tokens", 0, 0, Integer.MAX_VALUE), DEFAULT_MAX_TOKENS),
                listen(own),
                policy(own),
                (int) own.integer("max_pow_difficulty", MAX_POW_DIFFICULTY, 0, 64),
                proxy.isEmpty() ? null : address(proxy, own, "proxy"),
                own.flag("plain"),
                Set.copyOf(own.texts("allowed_origins")),
                TdxConfig.read(own.object("tdx")),
                ClientMoney.read(own),
                file.unknown());
        config.checkConnections(own);
        config.checkRouter(file, remoteRouter);
        return config;
    }

    private void checkConnections(RunnerConfigReader own) {
        if (plain && (proxy == null || !isLoopback(proxy))) {
            throw own.wrong("plain", "false, or true with a proxy on this machine (" + HOST_PORT_EXAMPLE + ")");
        }
        if (plain && router != null) {
            throw own.wrong("plain", "false: connect_to_proxy_via already leads through a router");
        }
    }

    private void checkRouter(RunnerConfigReader file, boolean remoteAllowed) {
        if (router != null && !isLoopback(router) && !remoteAllowed) {
            throw file.wrong(
                    "connect_to_proxy_via",
                    "a loopback address, as its word about the proxy is believed; or trust_remote_router in reference_client");
        }
    }

    private static final String HOST_PORT_EXAMPLE = "such as 127.0.0.1:11102";

    static boolean isLoopback(InetSocketAddress address) {
        return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }

    private static int orDefault(int value, int missing) {
        return value == 0 ? missing : value;
    }

    private static @Nullable String policy(RunnerConfigReader own) {
        String name = own.text("proxy_policy", "");
        if (!name.isEmpty() && !PolicyConfig.NAMES.contains(name)) {
            throw own.wrong("proxy_policy", String.join(", ", PolicyConfig.NAMES));
        }
        return name.isEmpty() ? null : name;
    }

    /** Whoever reaches the port spends the wallet's money, so it leaves this machine only on demand. */
    private static InetAddress listen(RunnerConfigReader own) {
        String text = own.text("listen", "127.0.0.1");
        boolean open = own.flag("allow_plain_http");
        try {
            InetAddress address = InetAddress.getByName(text);
            if (!open && !address.isLoopbackAddress()) {
                throw new ConfigException(
                        "reference_client.listen",
                        "on " + text + " every machine that reaches the port can spend the wallet's money, unencrypted",
                        "a loopback address such as 127.0.0.1, or allow_plain_http: true (--allow-plain-http) to accept that");
            }
            return address;
        } catch (UnknownHostException e) {
            throw own.wrong("listen", "an own IP address");
        }
    }

    private static InetSocketAddress address(String text, RunnerConfigReader file, String name) {
        var match = HOST_PORT.matcher(text);
        if (!match.matches()
                || Integer.parseInt(match.group(2)) > MAX_PORT
                || match.group(2).equals("0")) {
            throw file.wrong(name, "host:port, " + HOST_PORT_EXAMPLE);
        }
        return new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2)));
    }

    /** The same with other settings of policies and of the own certificate. */
    public ClientRunnerConfig withTdx(TdxConfig changed) {
        return new ClientRunnerConfig(
                isTest,
                isTestnet,
                httpPort,
                owner,
                rootContract,
                walletKey,
                secret,
                proxyConnections,
                router,
                checkProxyHashes,
                httpAccessHash,
                maxCoefficient,
                maxTokens,
                listen,
                proxyPolicy,
                maxPowDifficulty,
                proxy,
                plain,
                allowedOrigins,
                changed,
                money,
                unknownFields);
    }

    /** The client's identity in fake-TON mode: its Cocoon wallet, made of key and owner. */
    public TonAddress wallet() {
        return WalletAddress.of(walletKey.publicKey(), owner);
    }

    /** Says nothing of secrets. */
    @Override
    public String toString() {
        return "ClientRunnerConfig[httpPort=" + httpPort + ", owner=" + owner + "]";
    }
}
