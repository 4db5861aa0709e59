package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.ton.config.ConfigException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The open ports of a broker. Not thread-safe. */
final class Listeners {

    private static final int BACKLOG = 1024;

    private final EventLoopGroup loops;
    private final List<Channel> open = new ArrayList<>();

    Listeners(EventLoopGroup loops) {
        this.loops = loops;
    }

    /**
     * Opens a port.
     *
     * @param name for messages
     * @param connections counts its connections
     * @param pipeline of its connections
     * @return where it is
     * @throws ConfigException if it cannot be opened
     */
    InetSocketAddress bind(
            InetAddress listen, int port, String name, OpenConnections connections, ChannelHandler pipeline) {
        InetSocketAddress address = new InetSocketAddress(listen, port);
        try {
            Channel channel = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .handler(connections)
                    .childHandler(pipeline)
                    .bind(address)
                    .syncUninterruptibly()
                    .channel();
            open.add(channel);
            return (InetSocketAddress) channel.localAddress();
        } catch (Exception e) {
            throw new ConfigException(
                    "the port of the " + name,
                    "cannot listen on " + address + ", " + e.getMessage(),
                    "an own address and a free port; 0 means any",
                    e);
        }
    }

    void close() {
        open.forEach(port -> port.close().syncUninterruptibly());
    }
}
