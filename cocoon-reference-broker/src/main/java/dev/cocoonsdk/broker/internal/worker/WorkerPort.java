package dev.cocoonsdk.broker.internal.worker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/** Accepts workers ({@code docs/protocol/wire.md} 8): plain frames, as behind a router. */
public final class WorkerPort extends ChannelInitializer<Channel> {

    /** One largest request may always wait; a worker that leaves more than two unread gets nothing more until one is left. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(1 << 24, 1 << 25);

    private final WorkerDesk desk;

    /** A port whose workers share {@code desk}. */
    public WorkerPort(WorkerDesk desk) {
        this.desk = desk;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setWriteBufferWaterMark(WAITING);
        channel.pipeline().addLast(new WorkerConnection(desk));
    }
}
