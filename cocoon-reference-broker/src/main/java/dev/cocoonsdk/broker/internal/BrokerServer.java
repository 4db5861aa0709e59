package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
import dev.cocoonsdk.broker.TlsPorts;
import dev.cocoonsdk.broker.internal.client.ClientPort;
import dev.cocoonsdk.broker.internal.http.HttpDoor;
import dev.cocoonsdk.broker.internal.link.LinkClock;
import dev.cocoonsdk.broker.internal.link.LinkPort;
import dev.cocoonsdk.broker.internal.worker.WorkerPort;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports and threads of a broker; what happens behind them is put together in {@link BrokerParts}. */
public final class BrokerServer implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerServer.class);

    private final BrokerSettings settings;
    private final EventLoopGroup loops;
    private final BrokerParts parts;
    private final Budgets connections;
    private final Listeners listeners;
    private final SlowWork slowWork;
    private @Nullable Stacks secured;
    private @Nullable InetSocketAddress workerAddress;
    private @Nullable InetSocketAddress clientAddress;
    private @Nullable InetSocketAddress tlsWorkerAddress;
    private @Nullable InetSocketAddress tlsClientAddress;
    private @Nullable InetSocketAddress apiAddress;
    private @Nullable InetSocketAddress adminAddress;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BrokerServer(BrokerSettings settings, EventLoopGroup loops, BrokerParts parts) {
        this.settings = settings;
        this.loops = loops;
        this.parts = parts;
        this.connections = Budgets.of(settings);
        this.listeners = new Listeners(loops);
        this.slowWork = SlowWork.of(settings.maxNativeConnections());
    }

    /**
     * Opens all ports.
     *
     * @throws ConfigException if a port or address cannot be used
     */
    public static Broker start(
            BrokerConfig config,
            RootConfig root,
            LedgerStore store,
            AccountDirectory accounts,
            LongSupplier nanoTime,
            RandomGenerator random,
            LinkClock links,
            Duration rootRefresh) {
        config.unknownFields().forEach(name -> LOG.warn("configuration: {} is not known and has no effect", name));
        EventLoopGroup loops = newLoops(config.settings());
        BrokerServer server = null;
        try {
            BrokerParts parts = BrokerParts.assemble(config, root, store, accounts, nanoTime, random, links, loops);
            server = new BrokerServer(config.settings(), loops, parts);
            server.open(config, nanoTime, links);
            server.watchRoot(config.rootSource(), rootRefresh, random);
            return server;
        } catch (RuntimeException e) {
            if (server != null) {
                server.close();
            } else {
                stop(loops);
            }
            throw e;
        }
    }

    private static EventLoopGroup newLoops(BrokerSettings settings) {
        int wanted = settings.eventLoops();
        int threads = wanted > 0 ? wanted : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("cocoon-broker", true), NioIoHandler.newFactory());
    }

    private void open(BrokerConfig config, LongSupplier nanoTime, LinkClock links) {
        ListenRule rule = ListenRule.of(settings);
        openNative(rule, config, links);
        HttpDoor api = HttpDoor.api(parts.api(), settings, nanoTime);
        apiAddress = listeners.bind(rule.http(), settings.apiPort(), "HTTP interface", connections.api(), api);
        if (settings.adminPort() != BrokerSettings.NO_PORT) {
            HttpDoor admin = HttpDoor.admin(parts.admin(), settings, nanoTime);
            adminAddress =
                    listeners.bind(rule.http(), settings.adminPort(), "administration", connections.admin(), admin);
        }
        parts.startSavingState(loops, settings.saveStateInterval());
        LOG.info(
                "broker ready: HTTP interface {}, workers {}, with TLS {}, clients {}, with TLS {}",
                apiUri(),
                workerAddress(),
                tlsWorkerAddress(),
                clientAddress(),
                tlsClientAddress());
    }

    private void watchRoot(@Nullable RootConfigSource source, Duration interval, RandomGenerator random) {
        if (source != null) {
            new RootWatch(source, interval, loops, slowWork.root(), random, parts.root()).schedule();
        }
    }

    private void openNative(ListenRule rule, BrokerConfig config, LinkClock links) {
        ProxyRunnerConfig runner = config.runner();
        LinkPort.Shared forWorkers = shared(links, slowWork.workers());
        LinkPort.Shared forClients = shared(links, slowWork.clients());
        LinkPort workers = WorkerPort.of(parts.workers(), forWorkers, Stacks.plain());
        workerAddress =
                listeners.bind(rule.plain(), runner.workersRpcPort(), "worker port", connections.plain(), workers);
        LinkPort clients = ClientPort.of(parts.clients(), forClients, Stacks.plain());
        clientAddress =
                listeners.bind(rule.plain(), runner.clientRpcPort(), "client port", connections.plain(), clients);
        if (settings.tls().any()) {
            secured = Stacks.of(settings.tls(), config.tdx(), runner.isTest());
            openSecureWorkers(rule, forWorkers, secured);
            openSecureClients(rule, forClients, secured);
        }
    }

    private LinkPort.Shared shared(LinkClock links, Executor handshakes) {
        return new LinkPort.Shared(links, handshakes, settings.stallTimeout(), parts.links());
    }

    private void openSecureWorkers(ListenRule rule, LinkPort.Shared shared, Stacks stacks) {
        TlsPorts tls = settings.tls();
        if (tls.workerPort() != BrokerSettings.NO_PORT) {
            LinkPort workers = WorkerPort.of(parts.workers(), shared, stacks.workers());
            tlsWorkerAddress = listeners.bind(
                    rule.secure(), tls.workerPort(), "worker port with TLS", connections.secure(), workers);
        }
    }

    private void openSecureClients(ListenRule rule, LinkPort.Shared shared, Stacks stacks) {
        TlsPorts tls = settings.tls();
        if (tls.clientPort() != BrokerSettings.NO_PORT) {
            LinkPort clients = ClientPort.of(parts.clients(), shared, stacks.clients());
            tlsClientAddress = listeners.bind(
                    rule.secure(), tls.clientPort(), "client port with TLS", connections.secure(), clients);
        }
    }

    private static URI uri(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? InetAddress.getLoopbackAddress().getHostAddress()
                : address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    private static <T> T opened(@Nullable T address) {
        return Objects.requireNonNull(address, "the broker is not open yet");
    }

    @Override
    public URI apiUri() {
        return uri(opened(apiAddress));
    }

    @Override
    public @Nullable URI adminUri() {
        return adminAddress == null ? null : uri(adminAddress);
    }

    @Override
    public InetSocketAddress workerAddress() {
        return opened(workerAddress);
    }

    @Override
    public InetSocketAddress clientAddress() {
        return opened(clientAddress);
    }

    @Override
    public @Nullable InetSocketAddress tlsWorkerAddress() {
        return tlsWorkerAddress;
    }

    @Override
    public @Nullable InetSocketAddress tlsClientAddress() {
        return tlsClientAddress;
    }

    @Override
    public Stats stats() {
        return parts.stats();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            parts.marketplace().close();
            listeners.close();
            connections.closeAll();
            stop(loops);
            slowWork.close();
            if (secured != null) {
                secured.close();
            }
            parts.close();
        }
    }

    private static void stop(EventLoopGroup loops) {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        try {
            GlobalEventExecutor.INSTANCE.awaitInactivity(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.trace("Netty's global thread was never needed", e);
        }
    }
}
