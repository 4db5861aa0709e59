package dev.cocoonsdk.cli.runner;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request head or body does not arrive completely in {@value #LIMIT_SECONDS} s ({@code
 * docs/protocol/wire.md} 13). Two of them stand around the decoder: the first sees bytes, the second whole requests. Confined to the
 * connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close has nobody to tell
final class ArrivalClock extends ChannelInboundHandlerAdapter {

    private static final int LIMIT_SECONDS = 60;

    private @Nullable ScheduledFuture<?> limit;

    /** Stands behind the decoder and stops the clock. */
    final class Arrived extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof LastHttpContent || isBroken(message)) {
                stop();
            }
            ctx.fireChannelRead(message);
        }
    }

    private static boolean isBroken(Object message) {
        return message instanceof HttpObject object && object.decoderResult().isFailure();
    }

    Arrived arrived() {
        return new Arrived();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (limit == null) {
            start(ctx);
        }
        ctx.fireChannelRead(message);
    }

    private void start(ChannelHandlerContext ctx) {
        limit = ctx.executor().schedule(() -> expired(ctx), LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** While nothing is read because requests wait, the application is not to blame. */
    private void expired(ChannelHandlerContext ctx) {
        if (ctx.channel().config().isAutoRead()) {
            ctx.close();
        } else {
            start(ctx);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    private void stop() {
        if (limit != null) {
            limit.cancel(false);
            limit = null;
        }
    }
}
