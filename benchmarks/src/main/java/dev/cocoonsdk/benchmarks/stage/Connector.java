package dev.cocoonsdk.benchmarks.stage;

import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.Link;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Opens many native connections. Thread-safe. */
public final class Connector implements AutoCloseable {

    private static final int THREADS = 2;

    private final LinkContext context = LinkContext.system();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    private final ExecutorService work = Executors.newFixedThreadPool(THREADS);
    private final Consumer<Throwable> failures;

    /** Makes the state machine of a connection. */
    @FunctionalInterface
    public interface LinkFactory {
        /** Called on the connection's event loop. */
        Link create(Handle handle, Wire wire, ByteLayer layer, LinkContext context);
    }

    /** A connection, for whoever uses its link outside of its calls. */
    public interface Handle {

        /** The thread to which the link belongs. */
        EventExecutor executor();

        /** Sends what the link wrote. */
        void settle();
    }

    /**
     * A connector.
     *
     * @param failures takes what connections and connecting fail with
     */
    public Connector(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    /** Connects a link in the background. */
    public void connect(InetSocketAddress address, ConnectionStack stack, LinkFactory factory) {
        ChannelFuture connected = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        socket.pipeline().addLast(new Connection(Connector.this, stack, factory));
                    }
                })
                .connect(address);
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                failed(done.cause());
            }
        });
    }

    LinkContext context() {
        return context;
    }

    long now() {
        return context.nanoTime().getAsLong();
    }

    void offload(Runnable work, Runnable then) {
        this.work.execute(() -> {
            work.run();
            then.run();
        });
    }

    void failed(Throwable cause) {
        failures.accept(cause);
    }

    /** Ends all connections. */
    @Override
    public void close() {
        group.shutdownGracefully();
        work.shutdownNow();
    }
}
