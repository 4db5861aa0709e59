package dev.cocoonsdk.benchmarks.stage;

import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.Link;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.network.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Drives an outgoing {@link Link} with Netty, on the connection's event loop. Ten thousand of them cost no more per event than one. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as channelInactive
final class Connection extends ChannelInboundHandlerAdapter implements Connector.Handle {

    private final Connector connector;
    private final ConnectionStack stack;
    private final Connector.LinkFactory factory;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Link link;
    private @Nullable ScheduledFuture<?> alarm;
    private long alarmAt = LinkContext.NEVER;
    private boolean down;

    Connection(Connector connector, ConnectionStack stack, Connector.LinkFactory factory) {
        this.connector = connector;
        this.stack = stack;
        this.factory = factory;
    }

    @Override
    public EventExecutor executor() {
        return Objects.requireNonNull(ctx).executor();
    }

    @Override
    public void settle() {
        ChannelHandlerContext open = ctx;
        Link current = link;
        if (down || open == null || current == null) {
            return;
        }
        current.flush();
        open.flush();
        setAlarm(open, current.nextDeadline());
    }

    private void setAlarm(ChannelHandlerContext open, long deadline) {
        if (deadline >= alarmAt) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = deadline;
        long delay = Math.max(0, deadline - connector.now());
        alarm = open.executor().schedule(this::ring, delay, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarmAt = LinkContext.NEVER;
        alarm = null;
        if (link != null && !down) {
            link.tick();
            settle();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ctx = context;
        Offload offload = (work, done) -> connector.offload(
                work,
                () -> context.executor().execute(() -> {
                    done.run();
                    settle();
                }));
        ByteLayer layer = stack.newLayer(connector.context(), offload, "broker");
        Link created = factory.create(this, new Output(context), layer, connector.context());
        link = created;
        created.transportUp();
        settle();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (link != null) {
                link.receive(bytes.nioBuffer());
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        settle();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (link != null) {
            link.transportDown("closed by the peer");
        }
        down = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connector.failed(cause);
        context.close();
    }

    private static final class Output implements Wire {

        private final ChannelHandlerContext context;

        Output(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public void write(ByteBuffer bytes) {
            context.write(Unpooled.wrappedBuffer(bytes), context.voidPromise());
        }

        @Override
        public long waiting() {
            return context.channel().isWritable() ? 0 : Long.MAX_VALUE;
        }

        @Override
        public void close() {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
