package dev.cocoonsdk.broker.internal.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request does not arrive in time, that has no request for too long, or whose caller reads nothing of
 * its answer for as long. First in its pipeline; used by the connection's event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as exceptionCaught or channelInactive
final class RequestClock extends ChannelInboundHandlerAdapter {

    private static final long CHECK_SECONDS = 5;
    private static final long NONE = Long.MIN_VALUE;

    private final long readNanos;
    private final long idleNanos;
    private long requestBegan = NONE;
    private long idleSince = System.nanoTime();
    private boolean busy;
    private long stalledSince = NONE;
    private @Nullable ScheduledFuture<?> check;

    RequestClock(Duration requestRead, Duration idle) {
        this.readNanos = requestRead.toNanos();
        this.idleNanos = idle.toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        check = ctx.executor().scheduleAtFixedRate(() -> check(ctx), CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (check != null) {
            check.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (requestBegan == NONE && !busy) {
            requestBegan = System.nanoTime();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stalledSince = ctx.channel().isWritable() ? NONE : System.nanoTime();
        ctx.fireChannelWritabilityChanged();
    }

    private void check(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        boolean stalled = stalledSince != NONE && now - stalledSince > idleNanos;
        boolean lateRequest = requestBegan != NONE && now - requestBegan > readNanos;
        boolean idle = !busy && requestBegan == NONE && now - idleSince > idleNanos;
        if (lateRequest || idle || stalled) {
            ctx.close();
        }
    }

    /** A complete request has arrived and is being answered. */
    void busy() {
        busy = true;
        requestBegan = NONE;
    }

    /** All requests are answered. */
    void idle() {
        busy = false;
        idleSince = System.nanoTime();
    }
}
