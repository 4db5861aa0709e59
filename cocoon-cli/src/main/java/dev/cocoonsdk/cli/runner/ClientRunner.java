package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.CocoonFunds;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.ton.config.ConfigException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running client-runner: the HTTP interface of {@code docs/protocol/http-api.md} 2 in front of a {@link CocoonNetwork}, which it
 * closes with itself.
 */
public final class ClientRunner implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int MAX_CONNECTIONS = 4096;
    private static final int MAX_LINE = 16_384;
    private static final int MAX_HEAD = 65_536;
    private static final int STALL_SECONDS = 60;
    private static final int IDLE_SECONDS = 600;

    private final CocoonNetwork network;
    private final EventLoopGroup loops;
    private final ChannelGroup connections;
    private final Channel port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ClientRunner(CocoonNetwork network, EventLoopGroup loops, ChannelGroup connections, Channel port) {
        this.network = network;
        this.loops = loops;
        this.connections = connections;
        this.port = port;
    }

    /**
     * Opens the port.
     *
     * @param version what the status pages show
     * @throws ConfigException if the port cannot be opened; the network is closed then
     */
    public static ClientRunner start(ClientRunnerConfig config, CocoonNetwork network, String version) {
        return start(config, network, null, version);
    }

    /**
     * Opens the port.
     *
     * @param funds what the status pages show of the money, null in fake-TON mode; left open
     * @param version what the status pages show
     * @throws ConfigException if the port cannot be opened; the network is closed then
     */
    public static ClientRunner start(
            ClientRunnerConfig config, CocoonNetwork network, @Nullable CocoonFunds funds, String version) {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("cocoon-client", true), NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup("cocoon-client", GlobalEventExecutor.INSTANCE);
        HttpConnection.Responder pages = pages(config, network, funds, version);
        InetSocketAddress address = new InetSocketAddress(config.listen(), config.httpPort());
        try {
            Channel port = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new Port(pages, connections))
                    .bind(address)
                    .syncUninterruptibly()
                    .channel();
            return new ClientRunner(network, loops, connections, port);
        } catch (Exception e) {
            network.close();
            stop(loops);
            throw new ConfigException(
                    "http_port",
                    "cannot listen on " + address + ", " + e.getMessage(),
                    "an own address and a free port; 0 means any",
                    e);
        }
    }

    private static HttpConnection.Responder pages(
            ClientRunnerConfig config, CocoonNetwork network, @Nullable CocoonFunds funds, String version) {
        InstantSource clock = InstantSource.system();
        RunnerCounters counters = new RunnerCounters(System::nanoTime);
        DebugLog debugLog = new DebugLog();
        UsageCosts costs = new UsageCosts(() -> network.status().root());
        return new RunnerPages(
                network,
                new Completions(network, config, costs, counters, debugLog, clock),
                new StatusPages(network, config, counters, clock, version, funds),
                new Commands(network),
                debugLog,
                config);
    }

    /** The pipeline of a connection. */
    private static final class Port extends ChannelInitializer<Channel> {
        private final HttpConnection.Responder pages;
        private final ChannelGroup connections;

        private Port(HttpConnection.Responder pages, ChannelGroup connections) {
            this.pages = pages;
            this.connections = connections;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (connections.size() >= MAX_CONNECTIONS) {
                channel.unsafe().closeForcibly();
                return;
            }
            connections.add(channel);
            HttpDecoderConfig decoder =
                    new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEAD);
            ArrivalClock clock = new ArrivalClock();
            channel.pipeline()
                    .addLast(
                            new IdleStateHandler(0, 0, IDLE_SECONDS),
                            new StallGuard(STALL_SECONDS, TimeUnit.SECONDS),
                            clock,
                            new HttpServerCodec(decoder),
                            clock.arrived(),
                            new BodyCollector(),
                            new HttpConnection(pages));
        }
    }

    /** Where applications find it. */
    public URI uri() {
        InetSocketAddress address = (InetSocketAddress) port.localAddress();
        InetAddress host = address.getAddress();
        String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort());
    }

    /** Closes port, connections and network; safe to call again. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            port.close().syncUninterruptibly();
            network.close();
            connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
            stop(loops);
        }
    }

    private static void stop(EventLoopGroup loops) {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
