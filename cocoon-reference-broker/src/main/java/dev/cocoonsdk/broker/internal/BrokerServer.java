package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.MoneyStatus;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    private final Ports ports;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
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

    private BrokerServer(BrokerSettings settings, Ports ports, EventLoopGroup loops, BrokerParts parts) {
        this.settings = settings;
        this.ports = ports;
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
            @Nullable AccountDirectory accounts,
            LongSupplier nanoTime,
            RandomGenerator random,
            LinkClock links,
            Duration rootRefresh) {
        World world = new World(config, store, accounts, nanoTime, random, links, rootRefresh);
        return start(world, root, Ports.of(config), config.rootSource(), null);
    }

    /**
     * What a broker works with, whatever its root configuration says.
     *
     * @param config its configuration
     * @param store where counters are kept
     * @param accounts the clients, or null for those of the configuration or the chain
     * @param nanoTime for limits and idempotency keys
     * @param random of ids
     * @param links clock and randomness of native connections
     * @param rootRefresh shortest wait before the root configuration is asked for again
     */
    record World(
            BrokerConfig config,
            LedgerStore store,
            @Nullable AccountDirectory accounts,
            LongSupplier nanoTime,
            RandomGenerator random,
            LinkClock links,
            Duration rootRefresh) {}

    /**
     * Opens the given ports.
     *
     * @param iteration of a broker with a chain, or null
     * @throws ConfigException if a port or address cannot be used
     */
    static BrokerServer start(
            World world,
            RootConfig root,
            Ports ports,
            @Nullable RootConfigSource source,
            @Nullable Iteration iteration) {
        BrokerConfig config = world.config();
        config.unknownFields().forEach(name -> LOG.warn("configuration: {} is not known and has no effect", name));
        EventLoopGroup loops = newLoops(config.settings());
        BrokerServer server = null;
        try {
            BrokerParts parts = BrokerParts.assemble(
                    config,
                    root,
                    world.store(),
                    world.accounts(),
                    world.nanoTime(),
                    world.random(),
                    world.links(),
                    loops,
                    iteration);
            server = new BrokerServer(config.settings(), ports, loops, parts);
            server.open(config, world.nanoTime(), world.links());
            server.watchRoot(source, world.rootRefresh(), world.random());
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
        apiAddress = listeners.bind(rule.http(), ports.api(), "HTTP interface", connections.api(), api);
        if (ports.admin() != BrokerSettings.NO_PORT) {
            HttpDoor admin = HttpDoor.admin(parts.admin(), settings, nanoTime);
            adminAddress = listeners.bind(rule.http(), ports.admin(), "administration", connections.admin(), admin);
        }
        parts.startMoney(loops, settings.saveStateInterval(), now -> {
            if (now) {
                ready.complete(null);
            }
        });
        if (parts.money() == null) {
            ready.complete(null);
        }
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
        workerAddress = listeners.bind(rule.plain(), ports.worker(), "worker port", connections.plain(), workers);
        LinkPort clients = ClientPort.of(parts.clients(), forClients, Stacks.plain());
        clientAddress = listeners.bind(rule.plain(), ports.client(), "client port", connections.plain(), clients);
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
        if (ports.tlsWorker() != BrokerSettings.NO_PORT) {
            LinkPort workers = WorkerPort.of(parts.workers(), shared, stacks.workers());
            tlsWorkerAddress = listeners.bind(
                    rule.secure(), ports.tlsWorker(), "worker port with TLS", connections.secure(), workers);
        }
    }

    private void openSecureClients(ListenRule rule, LinkPort.Shared shared, Stacks stacks) {
        if (ports.tlsClient() != BrokerSettings.NO_PORT) {
            LinkPort clients = ClientPort.of(parts.clients(), shared, stacks.clients());
            tlsClientAddress = listeners.bind(
                    rule.secure(), ports.tlsClient(), "client port with TLS", connections.secure(), clients);
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

    /** The ports that are open, by which the next iteration opens the same. */
    Ports ports() {
        return new Ports(
                opened(workerAddress).getPort(),
                opened(clientAddress).getPort(),
                opened(apiAddress).getPort(),
                port(adminAddress),
                port(tlsWorkerAddress),
                port(tlsClientAddress));
    }

    private static int port(@Nullable InetSocketAddress address) {
        return address == null ? BrokerSettings.NO_PORT : address.getPort();
    }

    BrokerParts parts() {
        return parts;
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready.minimalCompletionStage();
    }

    @Override
    public @Nullable MoneyStatus money() {
        return parts.money() == null ? null : parts.money().status();
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
