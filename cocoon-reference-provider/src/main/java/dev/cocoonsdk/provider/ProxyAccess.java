package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PolicyConfig;
import dev.cocoonsdk.crypto.PolicyUnavailableException;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.network.client.ProxyRoute;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a provider comes to proxies, and what they must be ({@code docs/protocol/wire.md} 11 and 12).
 *
 * @param connections to how many of the root contract's proxies to connect
 * @param broker the one proxy to connect to, over plain TCP and therefore on this machine, or null to take the root contract's
 * @param router SOCKS5 port of the router that secures connections, or null to do that here
 * @param policy what a proxy must show where connections are secured here: one of {@link PolicyConfig#NAMES}; null for {@code fake_tdx} in test networks and {@code tdx} elsewhere
 * @param maxPowDifficulty highest difficulty of a proof of work that is done here
 * @param hashChecks whether images and models must be in the root configuration
 * @param imageHash hash of the own image, zero if none is given
 * @param tdx what policies know and what the own certificate shows, {@code reference_provider.tdx}
 */
public record ProxyAccess(
        int connections,
        @Nullable InetSocketAddress broker,
        @Nullable InetSocketAddress router,
        @Nullable String policy,
        int maxPowDifficulty,
        boolean hashChecks,
        Hash256 imageHash,
        TdxConfig tdx) {

    private static final int MOST_CONNECTIONS = 1_000;
    private static final int MAX_POW_DIFFICULTY = 28;
    private static final String HOST_PORT = "host:port";

    /**
     * Checks the broker's address.
     *
     * @throws ConfigException if it is on another machine: prompts and answers would go there unencrypted
     */
    public ProxyAccess {
        if (broker != null && (broker.isUnresolved() || !broker.getAddress().isLoopbackAddress())) {
            throw new ConfigException(
                    "reference_provider.broker",
                    broker.getHostString() + ":" + broker.getPort(),
                    "a plain port on this machine such as 127.0.0.1:11101; without broker (--broker) the root"
                            + " configuration names ports with TLS");
        }
    }

    /**
     * Reads the members.
     *
     * @param own our additions
     */
    static ProxyAccess read(RunnerConfigReader file, RunnerConfigReader own) {
        boolean test = file.flag("is_test");
        boolean forced = file.flag("check_proxy_hashes");
        byte[] image = file.bytes32("image_hash");
        String policy = own.text("proxy_policy", "");
        return new ProxyAccess(
                (int) file.integer("proxy_connections", 1, 1, MOST_CONNECTIONS),
                address(own, "broker", HOST_PORT),
                router(file, own),
                policy.isEmpty() ? null : known(own, policy),
                (int) own.integer("max_pow_difficulty", MAX_POW_DIFFICULTY, 0, Long.SIZE),
                forced || !test,
                image == null ? Hash256.ZERO : Hash256.of(image),
                TdxConfig.read(own.object("tdx")));
    }

    private static String known(RunnerConfigReader own, String policy) {
        if (!PolicyConfig.NAMES.contains(policy)) {
            throw own.wrong("proxy_policy", String.join(", ", PolicyConfig.NAMES));
        }
        return policy;
    }

    private static @Nullable InetSocketAddress router(RunnerConfigReader file, RunnerConfigReader own) {
        String expected = "ip:port of a router's SOCKS5 port, or empty to connect directly";
        InetSocketAddress router = address(file, "connect_to_proxy_via", expected);
        if (router != null && !router.getHostString().matches("[0-9.]+")) {
            throw file.wrong("connect_to_proxy_via", expected);
        }
        boolean remoteAllowed = own.flag("trust_remote_router");
        if (router != null && !router.getAddress().isLoopbackAddress() && !remoteAllowed) {
            throw file.wrong(
                    "connect_to_proxy_via",
                    "a loopback address, as its word about the proxy is believed; or trust_remote_router in reference_provider");
        }
        return router;
    }

    private static @Nullable InetSocketAddress address(RunnerConfigReader json, String name, String expected) {
        String text = json.text(name, "");
        if (text.isEmpty()) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw json.wrong(name, expected);
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }

    /** The same with another proxy. */
    ProxyAccess withBroker(InetSocketAddress address) {
        return new ProxyAccess(connections, address, router, policy, maxPowDifficulty, hashChecks, imageHash, tdx);
    }

    /** The same with other settings of policies and of the own certificate. */
    ProxyAccess withTdx(TdxConfig changed) {
        return new ProxyAccess(connections, broker, router, policy, maxPowDifficulty, hashChecks, imageHash, changed);
    }

    /** Why a policy that was asked for has no effect; null if it has one, or if none was asked for. */
    public @Nullable String idlePolicy() {
        if (policy == null) {
            return null;
        } else if (broker != null) {
            return "the connection to " + broker.getHostString() + ":" + broker.getPort() + " is plain";
        }
        return router == null ? null : "the router decides what it lets through";
    }

    /** What a proxy must show where connections are secured here. */
    String policyName(boolean test) {
        return policy != null ? policy : test ? "fake_tdx" : "tdx";
    }

    /**
     * The route that these say.
     *
     * @param test whether the network is a test network
     * @param identity what this side shows, asked only where connections are secured here
     * @throws PolicyUnavailableException if the network has no such policy, and it was asked for or connections are secured here
     */
    ProxyRoute route(boolean test, Clock clock, Supplier<TlsIdentitySource> identity) {
        if (policy != null) {
            tdx.policies().check(policy, test);
        }
        if (broker != null) {
            return ProxyRoute.plain();
        } else if (router != null) {
            return router.getAddress().isLoopbackAddress()
                    ? ProxyRoute.viaRouter(router)
                    : ProxyRoute.viaTrustedRemoteRouter(router);
        }
        AttestationPolicy demanded = tdx.policy(policyName(test), test);
        return ProxyRoute.direct(TlsParty.of(identity.get(), demanded, clock), maxPowDifficulty);
    }
}
