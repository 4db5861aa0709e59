package dev.cocoonsdk.broker.internal.link;

import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.Link;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link Link} with Netty, on the connection's event loop; only {@link #execute} may be called from elsewhere.
 *
 * <p>One turn handles all bytes that had arrived: what it writes leaves with one flush, and the {@link Guest} learns once that the
 * turn has ended. Commands of other connections on the same loop are gathered likewise. An idle connection holds one alarm and
 * no buffer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as exceptionCaught or channelInactive
public final class LinkDriver extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(LinkDriver.class);

    /** What uses a connection. */
    public interface Guest {

        /** The state machine of the connection. */
        Link link();

        /** Everything that had arrived is handled, and what was written is on its way. */
        default void turnEnded() {}

        /** The peer takes what is sent to it, or so much waits that it gets nothing more for now. */
        default void reading(boolean reading) {}
    }

    /** Makes the guest of a new connection. */
    @FunctionalInterface
    public interface Inn {
        /**
         * A connection was accepted.
         *
         * @param driver drives it
         * @param wire takes the output of the link
         * @param layer stands below the link's frames
         */
        Guest open(LinkDriver driver, Wire wire, ByteLayer layer);
    }

    private final LinkPort port;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Guest guest;
    private @Nullable Stall stall;
    private boolean written;
    private boolean turnDue;
    private boolean down;
    private long alarmAt = LinkContext.NEVER;
    private @Nullable ScheduledFuture<?> alarm;

    LinkDriver(LinkPort port) {
        this.port = port;
    }

    /**
     * Does something on the connection's event loop, then ends the turn; what it throws closes the connection. From any thread;
     * dropped once the loop has ended.
     */
    public void execute(Runnable action) {
        try {
            context().executor().execute(() -> guarded(() -> act(action)));
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody waits: the broker is closed");
        }
    }

    /** As {@link #execute}, after a time. */
    public void schedule(Runnable action, Duration delay) {
        context().executor().schedule(() -> guarded(() -> act(action)), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void act(Runnable action) {
        action.run();
        turnSoon();
    }

    /** What throws outside of Netty's calls costs this connection, not only a line in the log. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            exceptionCaught(context(), e);
        }
    }

    /** Whether the caller is on the connection's event loop. */
    public boolean isOnLoop() {
        return context().executor().inEventLoop();
    }

    /** Whether more may be written before the peer has taken what waits for it. */
    public boolean isWritable() {
        return context().channel().isWritable();
    }

    /** The peer's network address without its port, for limits. */
    public String remote() {
        SocketAddress address = context().channel().remoteAddress();
        return address instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "";
    }

    /** The handshake is complete: the peer is no stranger any more. */
    public void established() {
        Strangers.finished(context().channel());
    }

    /** Ends the turn after everything else that this loop has to do now. Call it after using the link outside of its calls. */
    public void turnSoon() {
        if (!turnDue && !down) {
            turnDue = true;
            context().executor().execute(() -> guarded(this::endTurn));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ctx = context;
        stall = new Stall(context, port.stallTimeout());
        ByteLayer layer = port.newLayer(this, String.valueOf(context.channel().remoteAddress()));
        guest = port.inn().open(this, new Output(context), layer);
        port.open().add(this);
        link().transportUp();
        endTurn();
    }

    /** Closes the connection from this side. */
    void close(String reason) {
        link().close(reason);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            for (ByteBuffer part : bytes.nioBuffers()) {
                link().receive(part);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        endTurn();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        port.open().remove(this);
        link().transportDown("the peer closed the connection");
        endTurn();
        down = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (stall != null) {
            stall.cancel();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        boolean reading = context.channel().isWritable();
        if (stall != null) {
            stall.watch(!reading);
        }
        if (guest != null) {
            guest.reading(reading);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("native connection broke: {}", cause.toString());
        } else {
            // What a listener throws may quote a request.
            LOG.error("native connection closed, internal error: {}", describe(cause));
        }
        context.close();
    }

    private static String describe(Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        return cause.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(ctx, "the connection is not open yet");
    }

    private Link link() {
        return Objects.requireNonNull(guest, "the connection is not open yet").link();
    }

    void endTurn() {
        turnDue = false;
        if (down) {
            return;
        }
        link().flush();
        if (written) {
            written = false;
            context().flush();
        }
        Objects.requireNonNull(guest).turnEnded();
        setAlarm();
    }

    boolean isDown() {
        return down;
    }

    /** Only an earlier deadline moves the alarm: one that rings too early costs less than moving it with every frame. */
    private void setAlarm() {
        long deadline = link().nextDeadline();
        if (deadline >= alarmAt) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = deadline;
        alarm = context().executor().schedule(this::ring, port.clock().delay(deadline), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarmAt = LinkContext.NEVER;
        alarm = null;
        if (!down) {
            guarded(this::tick);
        }
    }

    private void tick() {
        link().tick();
        endTurn();
    }

    /** Where the link writes. */
    private final class Output implements Wire {

        private final ChannelHandlerContext context;

        @Override
        public long waiting() {
            ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
            return buffer == null ? 0 : buffer.totalPendingWriteBytes();
        }

        Output(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public void write(ByteBuffer bytes) {
            written = true;
            context.write(Unpooled.wrappedBuffer(bytes), context.voidPromise());
        }

        @Override
        public void close() {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
