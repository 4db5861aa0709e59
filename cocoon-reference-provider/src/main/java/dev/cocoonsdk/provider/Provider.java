package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.network.Backoff;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.provider.engine.EngineHealth;
import dev.cocoonsdk.provider.engine.InferenceEngine;
import dev.cocoonsdk.provider.internal.run.ModelConnection;
import dev.cocoonsdk.provider.internal.run.ServedModel;
import dev.cocoonsdk.ton.ProxyEntry;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker role of the network: connects out to a broker, announces models with their prices and capacities, and has engines
 * answer the requests that come ({@code docs/protocol/wire.md} 8, 9.5). Each model has a connection of its own; lost
 * connections come back with growing, jittered waits. A model is announced as disabled while its engine is not ready. In a test
 * network the counts remembered of a broker are forgotten when it refuses them, because it may have lost its ledger; elsewhere
 * they stay a claim. If the connections' thread fails, the provider closes.
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
 * <p>Plain TCP: proof of work and TLS belong to the router in front of it ({@code docs/protocol/wire.md} 11). Thread-safe.
 */
public final class Provider implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
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

    private final NioLoop loop;
    private final ExecutorService validation;
    private final Duration healthInterval;
    private final List<ServedModel> models = new ArrayList<>();
    private final List<List<ModelConnection>> connections = new ArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Provider(Builder builder, List<InetSocketAddress> brokers) {
        this.loop = NioLoop.start("cocoon-provider", builder.context);
        this.validation = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "cocoon-provider-validation");
            thread.setDaemon(true);
            return thread;
        });
        this.healthInterval = builder.healthInterval;
        Network network = builder.network;
        ProxyDirectory proxies =
                new ProxyDirectory(network.root().params(), network.rootAddress(), builder.owner, network.testnet());
        for (Served served : builder.served) {
            WorkerSettings settings = WorkerSettings.of(
                            served.fullName(), served.coefficient(), network.test(), served.maxActiveRequests())
                    .withProxyCount(brokers.size());
            ServedModel model =
                    new ServedModel(settings, served.engine(), network.root().pricing());
            model.onAnnounced(this::checkReady);
            models.add(model);
            connections.add(brokers.stream()
                    .map(broker -> new ModelConnection(
                            model, broker, loop, proxies, builder.clock, validation, builder.backoff))
                    .toList());
        }
    }

    private record Served(InferenceEngine engine, String fullName, int coefficient, int maxActiveRequests) {}

    /**
     * A provider that serves nothing yet.
     *
     * @param network where it works
     * @param owner who is paid; the worker's identity
     */
    public static Builder builder(Network network, TonAddress owner) {
        return new Builder(network, owner);
    }

    private void run() {
        loop.ended().whenComplete((normally, failure) -> {
            if (failure != null) {
                LOG.error("the provider closes, because its connections failed");
                ready.completeExceptionally(new IllegalStateException("the provider's connections failed", failure));
                close();
            }
        });
        models.forEach(model -> model.engine().prepare());
        loop.execute(() -> connections.forEach(list -> list.forEach(ModelConnection::start)));
        loop.schedule(healthInterval, this::watchHealth);
    }

    private void watchHealth() {
        connections.forEach(list -> list.forEach(ModelConnection::refresh));
        checkReady();
        if (!closed.get()) {
            try {
                loop.schedule(healthInterval, this::watchHealth);
            } catch (RejectedExecutionException e) {
                LOG.debug("the provider is closing");
            }
        }
    }

    /** On the loop's thread. */
    private void checkReady() {
        if (!ready.isDone()
                && connections.stream().allMatch(list -> list.stream().anyMatch(ModelConnection::isReady))) {
            ready.complete(null);
        }
    }

    /**
     * Completes when every model was announced as enabled to a broker for the first time; fails if the provider is closed
     * before.
     */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /** Requests that run now. */
    public int active() {
        return models.stream().mapToInt(ServedModel::active).sum();
    }

    /**
     * What the provider does now.
     *
     * @throws IllegalStateException if it is closed
     */
    public ProviderStatus status() {
        CompletableFuture<ProviderStatus> status = new CompletableFuture<>();
        try {
            loop.execute(() -> status.complete(collectStatus()));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the provider is closed", e);
        }
        return status.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private ProviderStatus collectStatus() {
        List<ProviderStatus.Model> list = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            ServedModel model = models.get(i);
            EngineHealth health = model.engine().health();
            int ready = (int)
                    connections.get(i).stream().filter(ModelConnection::isReady).count();
            list.add(new ProviderStatus.Model(
                    model.name(),
                    ready,
                    model.isAvailable(),
                    health.ready() && !model.isAvailable() ? "switched off" : health.reason(),
                    model.coefficient(),
                    model.active(),
                    model.capacity(),
                    model.served(),
                    model.failed(),
                    model.tokens()));
        }
        return new ProviderStatus(list);
    }

    /**
     * Changes a model's price coefficient and tells the brokers; running requests keep theirs.
     *
     * @param coefficient 1000 = x1, from 0 to 999,999,999
     * @throws IllegalArgumentException if the model is not served or the coefficient out of range
     */
    public void setCoefficient(ModelId model, int coefficient) {
        if (coefficient < 0 || coefficient >= 1_000_000_000) {
            throw new IllegalArgumentException("coefficient: " + coefficient + " (expected: 0 to 999999999)");
        }
        find(model).setCoefficient(coefficient);
        refresh();
    }

    /**
     * Switches a model off, so that no requests come for it any more, or on again.
     *
     * @throws IllegalArgumentException if the model is not served
     */
    public void setEnabled(ModelId model, boolean enabled) {
        find(model).setEnabled(enabled);
        refresh();
    }

    private ServedModel find(ModelId model) {
        return models.stream()
                .filter(served -> served.engine().describe().model().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model: " + model + " (expected: one that is served)"));
    }

    private void refresh() {
        try {
            loop.execute(() -> connections.forEach(list -> list.forEach(ModelConnection::refresh)));
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody to tell: the provider is closed");
        }
    }

    /** Ends the connections, cancels what runs, closes the engines. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            loop.execute(() -> connections.forEach(list -> list.forEach(ModelConnection::stop)));
        } catch (RejectedExecutionException e) {
            LOG.debug("the connections have ended already");
        }
        loop.close();
        validation.shutdown();
        models.forEach(model -> model.engine().close());
        ready.completeExceptionally(new IllegalStateException("the provider was closed"));
    }

    /** Builds a provider. */
    public static final class Builder {
        private final Network network;
        private final TonAddress owner;
        private final List<Served> served = new ArrayList<>();
        private final List<InetSocketAddress> brokers = new ArrayList<>();
        private int proxyConnections = 1;
        private Clock clock = Clock.systemUTC();
        private LinkContext context = LinkContext.system();
        private Backoff backoff = Backoff.DEFAULT;
        private Duration healthInterval = Duration.ofSeconds(1);

        private Builder(Network network, TonAddress owner) {
            this.network = network;
            this.owner = owner;
        }

        /** A broker's worker port to connect to; several are connected to all. Without any, the root contract's are used. */
        public Builder broker(InetSocketAddress address) {
            brokers.add(address);
            return this;
        }

        /** How many of the root contract's brokers to connect to, chosen at random; 1 by default. */
        public Builder proxyConnections(int count) {
            proxyConnections = count;
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
         */
        public Provider start() {
            if (served.isEmpty()) {
                throw new IllegalArgumentException("engines: none (expected: at least one)");
            }
            Provider provider = new Provider(this, chosenBrokers());
            provider.run();
            return provider;
        }

        private List<InetSocketAddress> chosenBrokers() {
            List<InetSocketAddress> all = new ArrayList<>(brokers);
            if (all.isEmpty()) {
                network.root().proxies().stream().map(ProxyEntry::forWorkers).forEach(all::add);
                Collections.shuffle(all, new Random(context.random().nextLong()));
                all.subList(Math.min(all.size(), Math.max(1, proxyConnections)), all.size())
                        .clear();
            }
            if (all.isEmpty()) {
                throw new IllegalArgumentException(
                        "broker: none (expected: an address, or one registered in the root contract)");
            }
            return all;
        }
    }
}
