package dev.cocoonsdk.broker.internal.link;

import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Accepts native connections of one kind ({@code docs/protocol/wire.md} 1 to 3). Shared by all its connections. */
public final class LinkPort extends ChannelInitializer<Channel> {

    /**
     * What the native ports of one kind share.
     *
     * @param clock of the connections
     * @param slowWork runs handshakes of TLS with their policies; may refuse when it is busy, then the event loop does the work
     * @param stallTimeout a connection whose peer takes no byte of what waits for it is closed
     * @param open knows the connections
     */
    public record Shared(LinkClock clock, Executor slowWork, Duration stallTimeout, OpenLinks open) {}

    private final Shared shared;
    private final ConnectionStack stack;
    private final WriteBufferWaterMark waiting;
    private final LinkDriver.Inn inn;

    /**
     * A port.
     *
     * @param shared what the ports of this kind share
     * @param stack how its connections are secured
     * @param waiting bytes that may wait for a peer before it gets nothing more, and down to which it must read before it does
     * @param inn makes what uses a connection
     */
    public LinkPort(Shared shared, ConnectionStack stack, WriteBufferWaterMark waiting, LinkDriver.Inn inn) {
        this.shared = shared;
        this.stack = stack;
        this.waiting = waiting;
        this.inn = inn;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setWriteBufferWaterMark(waiting);
        channel.pipeline().addLast(new LinkDriver(this));
    }

    LinkDriver.Inn inn() {
        return inn;
    }

    LinkClock clock() {
        return shared.clock;
    }

    OpenLinks open() {
        return shared.open;
    }

    Duration stallTimeout() {
        return shared.stallTimeout;
    }

    ByteLayer newLayer(LinkDriver driver, String peerName) {
        return stack.newLayer(shared.clock.context(), new LoopOffload(driver, shared.slowWork), peerName);
    }
}
