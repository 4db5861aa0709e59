package dev.cocoonsdk.broker.internal.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request does not arrive in time, that has no request for too long, or whose caller takes no byte of
 * what waits for it for too long. A caller that reads slowly but steadily is left alone. First in its pipeline; used by the
 * connection's event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as exceptionCaught or channelInactive
final class RequestClock extends ChannelInboundHandlerAdapter {

    private static final long CHECK_SECONDS = 5;
    private static final long NONE = Long.MIN_VALUE;

    /**
     * How long what may take.
     *
     * @param requestRead for a request to arrive completely
     * @param idle for the next request to begin
     * @param stall without a byte taken by a caller for whom bytes wait
     * @param nanoTime monotonic clock in nanoseconds
     */
    record Times(Duration requestRead, Duration idle, Duration stall, LongSupplier nanoTime) {}

    private final Times times;
    private long requestBegan = NONE;
    private long idleSince;
    private boolean busy;
    private long movedAt;
    private long lastWaiting;
    private long lastOfFirst;
    private @Nullable ScheduledFuture<?> check;

    RequestClock(Times times) {
        this.times = times;
        this.idleSince = now();
        this.movedAt = idleSince;
    }

    private long now() {
        return times.nanoTime.getAsLong();
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
            requestBegan = now();
        }
        ctx.fireChannelRead(message);
    }

    private void check(ChannelHandlerContext ctx) {
        long now = now();
        ChannelOutboundBuffer outbound = ctx.channel().unsafe().outboundBuffer();
        if (outbound != null) {
            watch(outbound.totalPendingWriteBytes(), outbound.currentProgress(), now);
        }
        boolean stalled = now - movedAt > times.stall.toNanos();
        boolean lateRequest = requestBegan != NONE && now - requestBegan > times.requestRead.toNanos();
        boolean idle = !busy && requestBegan == NONE && now - idleSince > times.idle.toNanos();
        if (lateRequest || idle || stalled) {
            ctx.close();
        }
    }

    /**
     * Notes whether the caller has taken bytes.
     *
     * @param waiting bytes that wait for it
     * @param ofFirst bytes taken of the first buffer that waits
     */
    private void watch(long waiting, long ofFirst, long now) {
        if (waiting == 0 || waiting != lastWaiting || ofFirst != lastOfFirst) {
            movedAt = now;
        }
        if (waiting > 0) {
            idleSince = now;
        }
        lastWaiting = waiting;
        lastOfFirst = ofFirst;
    }

    /** A complete request has arrived and is being answered. */
    void busy() {
        busy = true;
        requestBegan = NONE;
    }

    /** All requests are answered. */
    void idle() {
        busy = false;
        idleSince = now();
    }
}
