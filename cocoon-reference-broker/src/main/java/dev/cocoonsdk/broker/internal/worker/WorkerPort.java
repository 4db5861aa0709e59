package dev.cocoonsdk.broker.internal.worker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;

/** Accepts workers ({@code docs/protocol/wire.md} 8): plain frames, as behind a router. */
public final class WorkerPort extends ChannelInitializer<Channel> {

    private final WorkerDesk desk;

    /** A port whose workers share {@code desk}. */
    public WorkerPort(WorkerDesk desk) {
        this.desk = desk;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.pipeline().addLast(new WorkerConnection(desk));
    }
}
