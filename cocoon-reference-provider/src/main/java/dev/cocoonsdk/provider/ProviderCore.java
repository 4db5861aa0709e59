package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.sealed.EnclaveKeys;
import dev.cocoonsdk.crypto.sealed.ReplayWindow;
import dev.cocoonsdk.crypto.sealed.RequestOpener;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.provider.Provider.PayoutOutcome;
import dev.cocoonsdk.provider.internal.admin.AdminServer;
import dev.cocoonsdk.provider.internal.run.ModelTargets;
import dev.cocoonsdk.provider.internal.run.NetworkState;
import dev.cocoonsdk.provider.internal.run.RequestStats;
import dev.cocoonsdk.provider.internal.run.RootRefresh;
import dev.cocoonsdk.provider.internal.run.SealedForm;
import dev.cocoonsdk.provider.internal.run.SealedRequests;
import dev.cocoonsdk.provider.internal.run.ServedModel;
import dev.cocoonsdk.provider.internal.run.Surroundings;
import dev.cocoonsdk.provider.internal.run.WorkThreads;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@link Provider} consists of and how its parts work together. Thread-safe. */
final class ProviderCore implements AdminServer.Control, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderCore.class);
    private static final int COEFFICIENT_LIMIT = 1_000_000_000;

    private final Provider.Builder built;
    private final NioLoop loop;
    private final WorkThreads threads = new WorkThreads();
    private final NetworkState network;
    private final @Nullable EnclaveKeys keys;
    private final StatusReport report;
    private final @Nullable ProviderMoney money;
    private final List<ModelTargets> targets = new ArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable AdminServer admin;

    /** A provider that does nothing yet. */
    ProviderCore(Provider.Builder builder) {
        this.built = builder;
        Sealing sealing = builder.sealing;
        this.keys = sealing == null
                ? null
                : sealing.keys(
                        builder.served.stream().map(Provider.Served::fullName).toList(), builder.clock);
        this.loop = NioLoop.start("cocoon-provider", builder.context);
        ProviderChain chain = builder.chain;
        this.money = chain == null ? null : ProviderMoney.open(chain, builder.owner, builder.network.root());
        this.network = new NetworkState(builder.network.root(), this::directory, builder.hashChecks);
        RequestStats stats = new RequestStats(builder.context.nanoTime());
        this.report = new StatusReport(
                builder.network,
                builder.owner.toWire(builder.network.testnet()),
                builder.ownHashes(),
                network,
                targets,
                stats,
                money);
        SealedRequests sealed = new SealedRequests(
                means(builder),
                threads.sealing(),
                builder.clock,
                () -> network.root().version());
        Surroundings around = new Surroundings(
                loop,
                network,
                builder.route,
                loop.offload(threads.work(), threads.searches()),
                threads.validation(),
                sealed,
                builder.backoff,
                builder.clock,
                stats);
        for (Provider.Served served : builder.served) {
            WorkerSettings settings = WorkerSettings.of(
                    served.fullName(), served.coefficient(), builder.network.test(), served.maxActiveRequests());
            ServedModel model =
                    new ServedModel(settings, served.engine(), network.root().pricing(), builder.sealing != null);
            model.onAnnounced(this::checkReady);
            targets.add(new ModelTargets(model, builder.brokers, builder.proxyConnections, around));
        }
    }

    private SealedRequests.@Nullable Means means(Provider.Builder builder) {
        Sealing sealing = builder.sealing;
        EnclaveKeys made = keys;
        if (sealing == null || made == null) {
            return null;
        }
        RequestOpener opener = new RequestOpener(
                made.keys(), new ReplayWindow(ReplayWindow.DEFAULT_CAPACITY), builder.clock, new SecureRandom());
        return new SealedRequests.Means(made, opener, new SealedForm(sealing.padding(), sealing.batching()));
    }

    private ProxyDirectory directory(RootConfig root) {
        ProxyDirectory proxies =
                new ProxyDirectory(root.params(), built.network.rootAddress(), built.owner, built.network.testnet());
        ProviderMoney remembers = money;
        return remembers == null ? proxies : proxies.withMemory(account -> remembers.met(root.params(), account));
    }

    /** Begins. */
    void run() {
        loop.ended().whenComplete((normally, failure) -> {
            if (failure != null) {
                LOG.error("the provider closes, because its connections failed");
                fail(new IllegalStateException("the provider's connections failed", failure));
            }
        });
        InetSocketAddress statusAddress = built.statusAddress;
        if (statusAddress != null) {
            admin = AdminServer.start(statusAddress, built.statusAccess, this);
        }
        if (money != null) {
            money.start();
        }
        targets.forEach(list -> list.model().engine().prepare());
        loop.execute(() -> targets.forEach(ModelTargets::start));
        loop.schedule(built.healthInterval, this::watch);
        RootConfigSource source = built.rootSource;
        if (source != null) {
            new RootRefresh(source, built.rootInterval, loop, threads.work(), network, this::replaceRoot).schedule();
        }
    }

    /** On the loop's thread. */
    private void watch() {
        targets.forEach(ModelTargets::tick);
        learnNumbers();
        checkReady();
        if (!closed.get()) {
            loop.schedule(built.healthInterval, this::watch);
        }
    }

    private void learnNumbers() {
        ProviderMoney learner = money;
        if (learner != null) {
            network.periods().forEach(period -> period.proxies().accounts().forEach(learner::learn));
        }
    }

    /** On the loop's thread. */
    private void checkReady() {
        if (!ready.isDone() && targets.stream().allMatch(list -> list.ready() > 0)) {
            ready.complete(null);
        }
    }

    /** On the loop's thread. */
    private void replaceRoot(RootConfig newer) {
        LOG.info(
                "root configuration version {}, parameters version {}",
                newer.version(),
                newer.params().paramsVersion());
        try {
            built.check(newer);
        } catch (NotInRootConfigException e) {
            LOG.error("the provider stops: {}", e.getMessage());
            fail(e);
            return;
        }
        if (network.replace(newer)) {
            ProviderMoney oldContracts = money;
            if (oldContracts != null) {
                oldContracts.params(newer);
            }
            targets.forEach(list -> list.model().setPricing(newer.pricing()));
            targets.forEach(ModelTargets::reconnect);
        }
    }

    private void fail(RuntimeException reason) {
        ready.completeExceptionally(reason);
        ended.completeExceptionally(reason);
        close();
    }

    CompletableFuture<Void> ready() {
        return ready.copy();
    }

    CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Nullable
    URI adminUri() {
        AdminServer server = admin;
        return server == null ? null : server.uri();
    }

    int active() {
        return targets.stream().mapToInt(list -> list.model().active()).sum();
    }

    @Override
    public ProviderStatus status() {
        CompletableFuture<ProviderStatus> status = new CompletableFuture<>();
        try {
            loop.execute(() -> status.complete(report.status()));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the provider is closed", e);
        }
        return status.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public JsonObject jsonStats() {
        return report.jsonStats(status());
    }

    @Override
    public List<ModelId> models() {
        return targets.stream()
                .map(list -> list.model().engine().describe().model())
                .toList();
    }

    @Override
    public void setCoefficient(ModelId model, int coefficient) {
        if (coefficient < 0 || coefficient >= COEFFICIENT_LIMIT) {
            throw new IllegalArgumentException("coefficient: " + coefficient + " (expected: 0 to 999999999)");
        }
        find(model).setCoefficient(coefficient);
        refresh();
    }

    @Override
    public void setEnabled(ModelId model, boolean enabled) {
        find(model).setEnabled(enabled);
        refresh();
    }

    @Override
    public PayoutOutcome requestPayout(TonAddress proxyContract) {
        if (money != null) {
            return money.requestPayout(proxyContract);
        }
        PayoutAccount account = network.account(proxyContract);
        if (account == null) {
            return PayoutOutcome.UNKNOWN_PROXY;
        } else if (account.signed().value() == 0) {
            return PayoutOutcome.NOTHING_TO_PAY;
        }
        LOG.info("payout of {} tokens by {}: fake TON, nothing is sent", account.signed(), proxyContract);
        return PayoutOutcome.SENT;
    }

    private ServedModel find(ModelId model) {
        return targets.stream()
                .map(ModelTargets::model)
                .filter(served -> served.engine().describe().model().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model: " + model + " (expected: one that is served)"));
    }

    private void refresh() {
        try {
            loop.execute(() -> targets.forEach(ModelTargets::refresh));
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody to tell: the provider is closed");
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        AdminServer server = admin;
        if (server != null) {
            server.close();
        }
        try {
            loop.execute(() -> targets.forEach(ModelTargets::stop));
        } catch (RejectedExecutionException e) {
            LOG.debug("the connections have ended already");
        }
        loop.close();
        threads.close();
        targets.forEach(list -> list.model().engine().close());
        if (keys != null) {
            keys.close();
        }
        if (money != null) {
            learnNumbers();
            money.close();
        }
        built.owned.forEach(ProviderCore::closeQuietly);
        ready.completeExceptionally(new IllegalStateException("the provider was closed"));
        ended.complete(null);
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("not closed: {}", e.getMessage());
        }
    }
}
