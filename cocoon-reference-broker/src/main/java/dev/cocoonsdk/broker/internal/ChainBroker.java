package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.MoneyStatus;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.money.ChainMoney;
import dev.cocoonsdk.broker.internal.money.Participation;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.RootConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker with a chain: one {@link BrokerServer} after the other, each with the proxy contract of its {@code params_version}, at the same
 * ports and with the same ledger and wallet ({@code docs/protocol/payments.md} 11). Thread-safe.
 */
final class ChainBroker implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(ChainBroker.class);
    private static final Duration STALE = Duration.ofHours(2);
    private static final long CHECK_SECONDS = 60;

    /** Time for the answer to a command to get out before its connection is closed. */
    private static final long ANSWER_MILLIS = 500;

    private final BrokerServer.World world;
    private final LedgerStore store;
    private final ChainMoney.Setup setup;
    private final RootConfigSource source;
    private final AutoCloseable owned;
    private final ScheduledExecutorService changes = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cocoon-broker-changes");
        thread.setDaemon(true);
        return thread;
    });
    private volatile BrokerServer server;
    private boolean closed;

    /**
     * Opens the ports.
     *
     * @param store closed with the broker
     * @param owned closed with the broker too: wallet, timer, and what else is the broker's own
     */
    ChainBroker(
            BrokerServer.World world,
            LedgerStore store,
            ChainMoney.Setup setup,
            RootConfig root,
            RootConfigSource source,
            AutoCloseable owned) {
        this.world = world;
        this.store = store;
        this.setup = setup;
        this.source = source;
        this.owned = owned;
        this.server = open(root, Ports.of(world.config()));
        ScheduledFuture<?> unused =
                changes.scheduleWithFixedDelay(this::checkAge, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private BrokerServer open(RootConfig root, Ports ports) {
        boolean enabled = Participation.begin(store, setup, root.params());
        return BrokerServer.start(world, root, ports, source, new Life(root, enabled));
    }

    /** One iteration. */
    private final class Life implements Iteration {

        private final RootConfig root;
        private final boolean enabled;

        Life(RootConfig root, boolean enabled) {
            this.root = root;
            this.enabled = enabled;
        }

        @Override
        public ChainMoney money(Ledger ledger) {
            return new ChainMoney(setup, ledger, root.params(), enabled);
        }

        @Override
        public void paramsGrew(RootConfig newer) {
            LOG.warn(
                    "root configuration {} has params_version {}: all connections are closed, and a new proxy contract takes over",
                    newer.version(),
                    newer.params().paramsVersion());
            later(() -> changeTo(newer), 0);
        }

        @Override
        public void disable() {
            later(ChainBroker.this::disable, ANSWER_MILLIS);
        }

        @Override
        public void enable() {
            later(ChainBroker.this::enable, ANSWER_MILLIS);
        }
    }

    private void changeTo(RootConfig newer) {
        if (newer.isNewerThan(server.parts().root().get())) {
            reopen(newer, () -> {});
        }
    }

    /** By the root configuration of now: another one may have come since the command. */
    private void disable() {
        RootConfig now = server.parts().root().get();
        reopen(now, () -> Participation.disable(store, now.params()));
    }

    private void enable() {
        RootConfig now = server.parts().root().get();
        if (Participation.enable(server.parts().ledger(), now.params())) {
            reopen(now, () -> {});
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the change reports its failure itself
    private void later(Runnable change, long millis) {
        try {
            changes.schedule(
                    () -> {
                        try {
                            change.run();
                        } catch (RuntimeException e) {
                            LOG.error(
                                    "the broker could not change over; it takes no requests until it is started again",
                                    e);
                        }
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing changes any more: the broker is closed");
        }
    }

    private synchronized void reopen(RootConfig root, Runnable between) {
        if (closed) {
            return;
        }
        Ports ports = server.ports();
        server.close();
        between.run();
        server = open(root, ports);
    }

    /** A root configuration that cannot be refreshed may name images that are no longer trusted. */
    private void checkAge() {
        BrokerServer now = server;
        Instant seen = now.parts().root().get().timestamp();
        Duration age = Duration.between(seen, setup.clock().instant());
        if (age.compareTo(STALE) <= 0) {
            return;
        }
        String text = "the root configuration is of " + seen + " and cannot be refreshed";
        ChainMoney money = now.parts().money();
        boolean strict = world.config().runner().checkWorkerHashes()
                || !world.config().runner().isTest();
        if (strict && money != null) {
            money.halt(text);
        } else {
            LOG.warn(text);
        }
    }

    @Override
    public URI apiUri() {
        return server.apiUri();
    }

    @Override
    public @Nullable URI adminUri() {
        return server.adminUri();
    }

    @Override
    public InetSocketAddress workerAddress() {
        return server.workerAddress();
    }

    @Override
    public InetSocketAddress clientAddress() {
        return server.clientAddress();
    }

    @Override
    public @Nullable InetSocketAddress tlsWorkerAddress() {
        return server.tlsWorkerAddress();
    }

    @Override
    public @Nullable InetSocketAddress tlsClientAddress() {
        return server.tlsClientAddress();
    }

    @Override
    public CompletionStage<Void> ready() {
        return server.ready();
    }

    @Override
    public @Nullable MoneyStatus money() {
        return server.money();
    }

    /** What happened since the last change of parameters. */
    @Override
    public Stats stats() {
        return server.stats();
    }

    @Override
    public void close() {
        changes.shutdownNow();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            server.close();
        }
        try {
            owned.close();
        } catch (Exception e) {
            LOG.warn("the broker's chain was not closed", e);
        }
        store.close();
    }
}
