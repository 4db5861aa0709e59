package dev.cocoonsdk.broker.internal.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose peer takes no byte of what waits for it for too long. Looks only while too much waits. On the
 * connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a connection to be closed
final class Stall {

    private static final Logger LOG = LoggerFactory.getLogger(Stall.class);

    private final ChannelHandlerContext ctx;
    private final Duration limit;
    private @Nullable ScheduledFuture<?> check;
    private long waiting;
    private long ofFirst;

    Stall(ChannelHandlerContext ctx, Duration limit) {
        this.ctx = ctx;
        this.limit = limit;
    }

    /** Too much waits from now on, or no longer does. */
    void watch(boolean tooMuchWaits) {
        cancel();
        if (tooMuchWaits) {
            look();
            checkLater();
        }
    }

    void cancel() {
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    private void checkLater() {
        check = ctx.executor().schedule(this::check, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (look()) {
            checkLater();
        } else {
            LOG.warn(
                    "{} reads nothing of what is sent to it; its connection is closed",
                    ctx.channel().remoteAddress());
            ctx.close();
        }
    }

    /** Whether the peer has taken bytes since the last look. More that was written meanwhile does not count. */
    private boolean look() {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        if (buffer == null) {
            return true;
        }
        boolean moved = buffer.totalPendingWriteBytes() < waiting || buffer.currentProgress() != ofFirst;
        waiting = buffer.totalPendingWriteBytes();
        ofFirst = buffer.currentProgress();
        return moved;
    }
}
