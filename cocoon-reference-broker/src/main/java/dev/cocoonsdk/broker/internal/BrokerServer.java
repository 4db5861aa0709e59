package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.internal.http.HttpDoor;
import dev.cocoonsdk.broker.internal.worker.WorkerPort;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
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
    private static final int BACKLOG = 1024;

    private final BrokerSettings settings;
    private final EventLoopGroup loops;
    private final BrokerParts parts;
    private final OpenConnections connections;
    private final List<Channel> ports = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private BrokerServer(BrokerSettings settings, EventLoopGroup loops, BrokerParts parts) {
        this.settings = settings;
        this.loops = loops;
        this.parts = parts;
        this.connections = new OpenConnections(settings.maxConnections());
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
            RandomGenerator random) {
        config.unknownFields().forEach(name -> LOG.warn("configuration: {} is not known and has no effect", name));
        EventLoopGroup loops = newLoops(config.settings());
        BrokerServer server = null;
        try {
            BrokerParts parts = BrokerParts.assemble(config, root, store, accounts, nanoTime, random, loops);
            server = new BrokerServer(config.settings(), loops, parts);
            server.open(config, nanoTime);
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

    private void open(BrokerConfig config, LongSupplier nanoTime) {
        bind(config.runner().workersRpcPort(), "worker port", new WorkerPort(parts.workers()));
        bind(settings.apiPort(), "HTTP interface", HttpDoor.api(parts.api(), settings, nanoTime));
        if (settings.adminPort() != BrokerSettings.NO_PORT) {
            bind(settings.adminPort(), "administration", HttpDoor.admin(parts.admin(), settings, nanoTime));
        }
        if (config.runner().clientRpcPort() != 0) {
            LOG.info(
                    "client_rpc_port {} stays closed: native clients are not served yet, use the HTTP interface",
                    config.runner().clientRpcPort());
        }
        parts.startSavingState(loops, settings.saveStateInterval());
        LOG.info("broker ready: HTTP interface {}, workers {}", apiUri(), workerAddress());
    }

    private void bind(int port, String name, ChannelHandler pipeline) {
        InetSocketAddress address = new InetSocketAddress(listenAddress(), port);
        try {
            ports.add(new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .handler(connections)
                    .childHandler(pipeline)
                    .bind(address)
                    .syncUninterruptibly()
                    .channel());
        } catch (Exception e) {
            throw new ConfigException(
                    "the port of the " + name,
                    "cannot listen on " + address + ", " + e.getMessage(),
                    "an own address and a free port; 0 means any",
                    e);
        }
    }

    private InetAddress listenAddress() {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.listen());
        } catch (UnknownHostException e) {
            throw new ConfigException("reference_broker.listen", settings.listen(), "an own IP address", e);
        }
        if (!address.isLoopbackAddress() && !settings.allowPlainHttp()) {
            throw new ConfigException(
                    "reference_broker.listen",
                    "on " + settings.listen() + " callers would send their tokens over the network unencrypted",
                    "a loopback address such as 127.0.0.1 with a TLS proxy in front, or allow_plain_http: true to accept that");
        }
        return address;
    }

    private InetSocketAddress address(int index) {
        return (InetSocketAddress) ports.get(index).localAddress();
    }

    private URI uri(int index) {
        InetSocketAddress address = address(index);
        String host = address.getAddress().isAnyLocalAddress()
                ? InetAddress.getLoopbackAddress().getHostAddress()
                : address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    @Override
    public URI apiUri() {
        return uri(1);
    }

    @Override
    public @Nullable URI adminUri() {
        return ports.size() > 2 ? uri(2) : null;
    }

    @Override
    public InetSocketAddress workerAddress() {
        return address(0);
    }

    @Override
    public Stats stats() {
        return parts.stats();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            parts.marketplace().close();
            ports.forEach(port -> port.close().syncUninterruptibly());
            connections.closeAll();
            stop(loops);
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
