package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletAddress;
import dev.cocoonsdk.ton.account.ClientAccounts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The network as a client sees it: proxies found in the root configuration, connections to some of them, requests ({@code
 * docs/protocol/wire.md} 3.7, 7 and 9). Thread-safe; one daemon thread drives it.
 *
 * <p>Proxies are chosen at random among those that the root configuration lists. A lost connection is tried again with growing waits;
 * one that was not ready for 300 s gives its place to another proxy. A request goes to the ready proxy with the fewest running ones, and
 * to exactly one: what was handed to a connection is never sent again.
 *
 * <pre>{@code
 * try (CocoonClient cocoon = CocoonClient.builder()
 *         .network(CocoonNetwork.builder().fakeTon(Path.of("fake-ton-config.json")).rootContract(root).wallet(wallet))
 *         .build()) {
 *     System.out.println(cocoon.chat().call("Say hello").text());
 * }
 * }</pre>
 */
public interface CocoonNetwork extends AutoCloseable {

    /** Begins a network; the root configuration, the root contract and the wallet are required. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Sends a request to one of the proxies that are ready, or waits for one.
     *
     * @param request what to send
     * @param listener takes every outcome, on the network's thread; what is refused at once, because it is too large or the network is
     *     closed, it gets on the caller's thread before this returns
     */
    NetworkCall run(NetworkRequest request, NetworkListener listener);

    /**
     * Asks one of the proxies that are ready for its models; within 10 s.
     *
     * @param connectDeadline how long to wait for a proxy that is ready; zero fails at once if there is none
     * @return completes on the network's thread, which dependents must not block, or is complete already if the network is closed; fails
     *     with {@link NetworkFailureException}
     */
    CompletableFuture<List<NetworkModel>> models(Duration connectDeadline);

    /** What is known at this moment. */
    NetworkStatus status();

    /**
     * A transport over this network for core's client. Closing it ends its exchanges and leaves the network open.
     *
     * <p>Of a request's headers, only {@code Content-Type} and {@code Accept} travel, as a proxy and a worker would read the others: no
     * token, no trace and no idempotency key leaves this machine.
     */
    Transport transport();

    /**
     * Ends running requests with a failure, closes all connections and waits for the thread to end. Idempotent.
     *
     * <p>On the network's own thread, in a callback, it does not wait. No callback may wait for another thread that closes: each would wait
     * for the other.
     */
    @Override
    void close();

    /** Collects what a network needs. As a supplier it opens a network whose transport owns it. */
    final class Builder implements Supplier<Transport> {

        private @Nullable RootConfigSource root;
        private @Nullable TonAddress rootContract;
        private @Nullable TonAddress wallet;
        private Secret secret = Secret.of("");
        private boolean testnet;
        private boolean checkProxyHashes;
        private int proxyConnections = 1;
        private ProxyRoute route = ProxyRoute.plain();
        private @Nullable InetSocketAddress proxyAddress;
        private @Nullable ClientAccounts accounts;
        private LinkContext context = LinkContext.system();

        private Builder() {}

        /** The file of fake-TON mode, {@code rootConfig.pseudo} ({@code docs/protocol/payments.md} 12). */
        public Builder fakeTon(Path file) {
            return root(RootConfigSource.fakeTon(file, InstantSource.system()));
        }

        /** A root configuration that never changes. */
        public Builder root(RootConfig value) {
            return root(RootConfigSource.fixed(value));
        }

        /** Where the root configuration comes from. */
        public Builder root(RootConfigSource value) {
            root = value;
            return this;
        }

        /** Address of the root contract, from which all contract addresses are derived. */
        public Builder rootContract(TonAddress value) {
            rootContract = value;
            return this;
        }

        /** The Cocoon wallet that owns the client contracts and pays. */
        public Builder wallet(TonAddress value) {
            wallet = value;
            return this;
        }

        /**
         * As {@link #wallet(TonAddress)}, derived.
         *
         * @param key public key of {@code node_wallet_key}
         * @param owner the human owner ({@code owner_address} of the configuration)
         */
        public Builder wallet(Ed25519PublicKey key, TonAddress owner) {
            return wallet(WalletAddress.of(key, owner));
        }

        /** The secret whose hash stands in the client contracts ({@code secret_string}); empty if not set, as in fake-TON mode. */
        public Builder secret(Secret value) {
            secret = value;
            return this;
        }

        /**
         * Pays with real money from these accounts, and takes wallet and secrets from them: contracts are deployed, topped up within
         * their policy, watched and wound up; calls are held to the policy's limits. The network does not close them.
         */
        public Builder accounts(ClientAccounts value) {
            accounts = value;
            return wallet(value.wallet());
        }

        /** Whether TON's test network is meant ({@code is_testnet}), which is part of every textual address. */
        public Builder testnet(boolean value) {
            testnet = value;
            return this;
        }

        /**
         * Checks the proxy's image hash against the root configuration in a test network too; elsewhere it is always checked
         * (wire.md 7.1).
         */
        public Builder checkProxyHashes(boolean value) {
            checkProxyHashes = value;
            return this;
        }

        /**
         * How many proxies to be connected to at the same time; 1 if not set.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder proxyConnections(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("proxy connections: " + value + " (expected: >= 1)");
            }
            proxyConnections = value;
            return this;
        }

        /** How connections are made and secured; {@link ProxyRoute#plain()} if not set. */
        public Builder route(ProxyRoute value) {
            route = value;
            return this;
        }

        /** This proxy only, in place of those that the root configuration lists. */
        public Builder proxyAddress(InetSocketAddress value) {
            proxyAddress = value;
            return this;
        }

        /** Clock and randomness; the system's if not set. */
        public Builder context(LinkContext value) {
            context = value;
            return this;
        }

        /**
         * Opens a network; it connects in the background.
         *
         * @throws IllegalStateException if root configuration, root contract or wallet are missing
         * @throws IllegalArgumentException if the route cannot lead to the {@linkplain #proxyAddress proxy}
         */
        public CocoonNetwork open() {
            return new NativeNetwork(settings());
        }

        /**
         * Opens a network and gives its transport, which closes the network.
         *
         * @throws IllegalStateException if root configuration, root contract or wallet are missing
         * @throws IllegalArgumentException if the route cannot lead to the {@linkplain #proxyAddress proxy}
         */
        @Override
        public Transport get() {
            return new NetworkTransport(new NativeNetwork(settings()), true);
        }

        NetworkSettings settings() {
            if (proxyAddress != null) {
                route.check(proxyAddress);
            }
            if (root == null || rootContract == null || wallet == null) {
                throw new IllegalStateException("missing: "
                        + (root == null
                                ? "fakeTon(…) or root(…)"
                                : rootContract == null ? "rootContract(…)" : "wallet(…)"));
            }
            return new NetworkSettings(
                    root,
                    rootContract,
                    wallet,
                    secret,
                    testnet,
                    checkProxyHashes,
                    proxyConnections,
                    route,
                    proxyAddress,
                    accounts,
                    context);
        }
    }
}
