package dev.cocoonsdk.broker.internal.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection: answers requests one after the other, in the order in which they came, however many the caller sends at
 * once. While two requests wait nothing more is read: each may have a body of the largest size.
 *
 * <p>Confined to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as exceptionCaught or channelInactive
final class Connection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MAX_WAITING = 2;

    /** Answers requests of one connection. */
    interface Responder {
        /** The answer to a request that is refused by its head alone; null to read its body. */
        default @Nullable FullHttpResponse refuse(HttpRequest head, SocketAddress remote) {
            return null;
        }

        /** Answers one request; exactly one {@link Call} method ends it. The request is released afterwards. */
        void respond(FullHttpRequest request, Call call);

        /** Answers a request whose body was too large. */
        FullHttpResponse tooLarge();

        /** Answers a request that is no HTTP. */
        FullHttpResponse malformed();

        /** Answers after an unexpected exception. */
        FullHttpResponse broken();
    }

    private final RequestClock clock;
    private final Responder responder;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private @Nullable Call current;
    private boolean closing;
    private boolean looping;

    Connection(RequestClock clock, Responder responder) {
        this.clock = clock;
        this.responder = responder;
    }

    /** One request that is being answered. All methods belong on the event loop. */
    final class Call {

        private final ChannelHandlerContext ctx;
        private final boolean keepAlive;
        private @Nullable Exchange exchange;

        private Call(ChannelHandlerContext ctx, boolean keepAlive) {
            this.ctx = ctx;
            this.keepAlive = keepAlive;
        }

        /** The connection. */
        ChannelHandlerContext context() {
            return ctx;
        }

        /** Answers with one document. Nothing happens if the call is over. */
        void answer(FullHttpResponse response) {
            if (current != this) {
                response.release();
                return;
            }
            if (!keepAlive) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            ctx.writeAndFlush(response, ctx.voidPromise());
            finished(keepAlive);
        }

        /** Answers piece by piece. */
        Exchange exchange(boolean chunked) {
            exchange = new Exchange(ctx.channel(), chunked, keepAlive, this::finished);
            return exchange;
        }

        /** The exchange was refused before it wrote anything. */
        void refused(FullHttpResponse response) {
            exchange = null;
            answer(response);
        }

        private void finished(boolean reusable) {
            exchange = null;
            current = null;
            closing |= !reusable;
            next(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add(message);
        next(ctx);
        if (waiting.size() >= MAX_WAITING) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (looping) {
            return;
        }
        looping = true;
        try {
            while (current == null && !closing) {
                Object message = waiting.poll();
                if (message == null) {
                    clock.idle();
                    break;
                }
                clock.busy();
                handle(ctx, message);
            }
        } finally {
            looping = false;
        }
        if (closing && current == null) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else if (waiting.size() < MAX_WAITING && !ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void handle(ChannelHandlerContext ctx, Object message) {
        if (message instanceof BodyAggregator.TooLarge large) {
            call(ctx, large.keepAlive()).answer(responder.tooLarge());
            return;
        }
        if (message instanceof Gate.Refused refused) {
            call(ctx, refused.keepAlive()).answer(refused.response());
            return;
        }
        FullHttpRequest request = (FullHttpRequest) message;
        try {
            if (request.decoderResult().isFailure()) {
                call(ctx, false).answer(responder.malformed());
            } else {
                respond(request, call(ctx, HttpUtil.isKeepAlive(request)));
            }
        } finally {
            request.release();
        }
    }

    private Call call(ChannelHandlerContext ctx, boolean keepAlive) {
        Call call = new Call(ctx, keepAlive);
        current = call;
        return call;
    }

    private void respond(FullHttpRequest request, Call call) {
        try {
            responder.respond(request, call);
        } catch (RuntimeException e) {
            LOG.error("a request failed unexpectedly", e);
            if (current == call) {
                call.refused(responder.broken());
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (current != null && current.exchange != null) {
            current.exchange.pump();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        if (current != null && current.exchange != null) {
            current.exchange.abort();
        }
        current = null;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("HTTP connection broke: {}", cause.toString());
        ctx.close();
    }
}
