package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.Backoff;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.client.ProxyRoute;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.provider.engine.InferenceEngine;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The worker role of the network: connects out to proxies (brokers), announces models with their prices and capacities, and has engines
 * answer the requests that come ({@code docs/protocol/wire.md} 8, 9.5). Each model has connections of its own; lost
 * connections come back with growing, jittered waits. A model is announced as disabled while its engine is not ready. In a test
 * network the counts remembered of a broker are forgotten when it refuses them, because it may have lost its ledger; elsewhere
 * they stay a claim. If the connections' thread fails, or the root configuration does not allow the own image or model any more,
 * the provider closes.
 *
 * <pre>{@code
 * try (Provider provider = Provider.builder(network, owner)
 *         .broker(new InetSocketAddress("127.0.0.1", 11101))
 *         .serve(MiniLmEngine.create())
 *         .start()) {
 *     provider.ready().join();
 *     …
 * }
 * }</pre>
 *
 * <p>Connections are plain TCP unless {@link Builder#route} says otherwise. Thread-safe.
 */
public final class Provider implements AutoCloseable {

    private static final int DEFAULT_COEFFICIENT = 1000;

    /** Capacity of a model unless told otherwise ({@code docs/protocol/wire.md} 12). */
    public static final int DEFAULT_MAX_ACTIVE_REQUESTS = 200;

    /**
     * The network in which a provider works.
     *
     * @param rootAddress the root contract
     * @param root what it says: prices, contract codes, brokers
     * @param test the {@code is_test} of the configuration; brokers must have the same
     * @param testnet the {@code is_testnet} of the configuration, part of every textual address
     */
    public record Network(TonAddress rootAddress, RootConfig root, boolean test, boolean testnet) {}

    /** What came of the wish to collect what a proxy owes. */
    public enum PayoutOutcome {
        /** Handed to the chain, or will be in the next round. In fake-TON mode nothing happens there. */
        SENT,
        /** A request to the contract is under way. */
        ALREADY_RUNNING,
        /** No connection has met this proxy contract yet. */
        UNKNOWN_PROXY,
        /** The proxy has signed nothing that could be collected. */
        NOTHING_TO_PAY
    }

    private final ProviderCore core;

    private Provider(ProviderCore core) {
        this.core = core;
    }

    record Served(InferenceEngine engine, String fullName, int coefficient, int maxActiveRequests) {}

    /**
     * A provider that serves nothing yet.
     *
     * @param network where it works
     * @param owner who is paid; the worker's identity
     */
    public static Builder builder(Network network, TonAddress owner) {
        return new Builder(network, owner);
    }

    /**
     * Completes when every model was announced as enabled to a broker for the first time; fails if the provider is closed
     * before.
     */
    public CompletableFuture<Void> ready() {
        return core.ready();
    }

    /**
     * Completes when the provider has ended: normally after {@link #close()}, else with what ended it, such as a {@link
     * NotInRootConfigException}.
     */
    public CompletionStage<Void> ended() {
        return core.ended();
    }

    /** Where the status pages are ({@code docs/protocol/http-api.md} 4.2), null without {@link Builder#statusPort}. */
    public @Nullable URI adminUri() {
        return core.adminUri();
    }

    /** Requests that run now. */
    public int active() {
        return core.active();
    }

    /**
     * What the provider does now.
     *
     * @throws IllegalStateException if it is closed
     */
    public ProviderStatus status() {
        return core.status();
    }

    /**
     * Changes a model's price coefficient and tells the brokers; running requests keep theirs.
     *
     * @param coefficient 1000 = x1, from 0 to 999,999,999
     * @throws IllegalArgumentException if the model is not served or the coefficient out of range
     */
    public void setCoefficient(ModelId model, int coefficient) {
        core.setCoefficient(model, coefficient);
    }

    /**
     * Switches a model off, so that no requests come for it any more, or on again.
     *
     * @throws IllegalArgumentException if the model is not served
     */
    public void setEnabled(ModelId model, boolean enabled) {
        core.setEnabled(model, enabled);
    }

    /**
     * Collects what a proxy has signed ({@code docs/protocol/payments.md} 10), however little it is. Without a chain sending
     * succeeds without doing anything (12).
     *
     * @param proxyContract the proxy's contract
     */
    public PayoutOutcome requestPayout(TonAddress proxyContract) {
        return core.requestPayout(proxyContract);
    }

    /** Ends the connections, cancels what runs, closes the engines. Idempotent. */
    @Override
    public void close() {
        core.close();
    }

    /** Builds a provider. */
    public static final class Builder {
        final Network network;
        final TonAddress owner;
        final List<Served> served = new ArrayList<>();
        final List<InetSocketAddress> brokers = new ArrayList<>();
        final List<AutoCloseable> owned = new ArrayList<>();
        int proxyConnections = 1;
        Clock clock = Clock.systemUTC();
        LinkContext context = LinkContext.system();
        Backoff backoff = Backoff.DEFAULT;
        Duration healthInterval = Duration.ofSeconds(1);
        ProxyRoute route = ProxyRoute.plain();
        boolean hashChecks;
        private Hash256 imageHash = Hash256.ZERO;

        @Nullable
        Sealing sealing;

        @Nullable
        RootConfigSource rootSource;

        @Nullable
        ProviderChain chain;

        Duration rootInterval = Duration.ofSeconds(30);

        @Nullable
        InetSocketAddress statusAddress;

        @Nullable
        Secret statusAccess;

        private Builder(Network network, TonAddress owner) {
            this.network = network;
            this.owner = owner;
            this.hashChecks = !network.test();
        }

        /** A broker's worker port to connect to; several are connected to all. Without any, the root contract's are used. */
        public Builder broker(InetSocketAddress address) {
            brokers.add(address);
            return this;
        }

        /**
         * How many of the root contract's brokers to connect to, chosen at random; 1 by default. One that is not ready for 300 s is
         * replaced ({@code docs/protocol/wire.md} 3.7).
         *
         * @param count 1 or more
         */
        public Builder proxyConnections(int count) {
            proxyConnections = count;
            return this;
        }

        /** The provider closes it with itself. */
        Builder owns(AutoCloseable part) {
            owned.add(part);
            return this;
        }

        /** How connections are made and secured; plain TCP by default. */
        public Builder route(ProxyRoute newRoute) {
            route = newRoute;
            return this;
        }

        /**
         * Whether the brokers' images and the own image and models must be in the root configuration; on by default unless the
         * network is a test network.
         */
        public Builder hashChecks(boolean on) {
            hashChecks = on;
            return this;
        }

        /** The hash of the own image, which matters while hashes are checked. */
        public Builder imageHash(Hash256 hash) {
            imageHash = hash;
            return this;
        }

        /**
         * Where newer root configurations come from; without it the first one holds for ever. Its thread may be held up.
         *
         * @param source asked every 30 to 60 s
         */
        public Builder rootSource(RootConfigSource source) {
            rootSource = source;
            return this;
        }

        /**
         * Collects on a chain what proxies sign; without it nothing is sent anywhere. Numbers are remembered in the chain's store, and a
         * proxy that has less than that is refused.
         */
        public Builder chain(ProviderChain settlement) {
            chain = settlement;
            return this;
        }

        /** The shortest wait between two looks at the root configuration; each is up to twice as long at random. */
        public Builder rootInterval(Duration interval) {
            rootInterval = interval;
            return this;
        }

        /**
         * Opens the status pages ({@code docs/protocol/http-api.md} 4.2).
         *
         * @param address where to listen; port 0 for any free one
         * @param access what each request must give as argument {@code access_hash}; without it, changes need {@code POST}
         */
        public Builder statusPort(InetSocketAddress address, @Nullable Secret access) {
            statusAddress = address;
            statusAccess = access;
            return this;
        }

        /** Serves an engine at price ×1 under its own name with the default capacity. The provider closes the engine. */
        public Builder serve(InferenceEngine engine) {
            return serve(engine, null, DEFAULT_COEFFICIENT, DEFAULT_MAX_ACTIVE_REQUESTS);
        }

        /**
         * Serves an engine. The provider closes it.
         *
         * @param fullName {@code name@commit:verityhash}; null for the engine's name alone
         * @param coefficient price, 1000 = x1
         * @param maxActiveRequests how many requests run at once at most
         * @throws IllegalArgumentException if the full name is not one of the engine's model
         */
        public Builder serve(
                InferenceEngine engine, @Nullable String fullName, int coefficient, int maxActiveRequests) {
            ModelId model = engine.describe().model();
            String name = fullName == null ? model.value() : fullName;
            if (!ModelId.ofFullName(name).equals(model)) {
                throw new IllegalArgumentException("model name: " + name + " (expected: " + model + "@…)");
            }
            served.add(new Served(engine, name, coefficient, maxActiveRequests));
            return this;
        }

        /**
         * Takes sealed requests, whose content only this process reads ({@code docs/sealed-envelope.md}); without it they are refused.
         *
         * @param settings with the identity that endorses the keys
         */
        public Builder sealing(Sealing settings) {
            sealing = settings;
            return this;
        }

        /** Replaces the clock of headers and final infos. */
        public Builder clock(Clock newClock) {
            clock = newClock;
            return this;
        }

        /** Replaces the monotonic clock and the randomness of the connections. */
        public Builder context(LinkContext newContext) {
            context = newContext;
            return this;
        }

        /** Replaces the waits before connecting again. */
        public Builder backoff(Backoff newBackoff) {
            backoff = newBackoff;
            return this;
        }

        /** How often engines are asked for their health; a second by default. */
        public Builder healthInterval(Duration interval) {
            healthInterval = interval;
            return this;
        }

        /**
         * Starts to connect; returns at once.
         *
         * @throws IllegalArgumentException if there is nothing to serve or no broker to connect to
         * @throws dev.cocoonsdk.crypto.QuoteUnavailableException if requests are to be sealed and the identity has no quote
         * @throws NotInRootConfigException if hashes are checked and the own image or a model is not in the root configuration
         * @throws dev.cocoonsdk.ton.config.ConfigException if the status port cannot be opened
         */
        public Provider start() {
            if (served.isEmpty()) {
                throw new IllegalArgumentException("engines: none (expected: at least one)");
            } else if (proxyConnections < 1) {
                throw new IllegalArgumentException("proxy connections: " + proxyConnections + " (expected: >= 1)");
            } else if (brokers.isEmpty() && network.root().proxies().isEmpty()) {
                throw new IllegalArgumentException(
                        "broker: none (expected: an address, or one registered in the root contract)");
            }
            check(network.root());
            ProviderCore core = new ProviderCore(this);
            try {
                core.run();
            } catch (RuntimeException e) {
                core.close();
                throw e;
            }
            return new Provider(core);
        }

        void check(RootConfig root) {
            if (hashChecks) {
                ownHashes().check(root);
            }
        }

        OwnHashes ownHashes() {
            return new OwnHashes(
                    imageHash, served.stream().map(Served::fullName).toList());
        }
    }
}
