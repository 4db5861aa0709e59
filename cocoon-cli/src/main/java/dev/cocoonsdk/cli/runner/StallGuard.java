package dev.cocoonsdk.cli.runner;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose application takes nothing of what waits for it. However slow, an application that takes some bytes in each
 * period is left alone; one that takes none is cut off after one to two periods. Confined to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close has nobody to tell
final class StallGuard extends IdleStateHandler {

    StallGuard(long period, TimeUnit unit) {
        super(true, 0, period, 0, unit);
    }

    /** The first of these events says only that no write has ended for a period, the others that no byte went out either. */
    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        if (!event.isFirst() && waiting != null && waiting.totalPendingWriteBytes() > 0) {
            ctx.close();
        }
    }
}
