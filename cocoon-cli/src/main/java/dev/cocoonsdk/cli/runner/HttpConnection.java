package dev.cocoonsdk.cli.runner;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an application: its requests are answered in order. While one is answered and another waits, no more is read.
 * Confined to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as exceptionCaught or channelInactive
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    /** Answers requests. */
    interface Responder {
        /** Answers one request with a method of {@code call}, now or later; the request is released afterwards. */
        void respond(FullHttpRequest request, Call call);
    }

    /** An answer that is written piece by piece. */
    interface Exchange {
        /** The connection can take more. */
        void pump();

        /** The application is gone; nothing can be written any more. */
        void gone();
    }

    private final Responder responder;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private @Nullable Call current;
    private boolean closing;
    private boolean looping;

    HttpConnection(Responder responder) {
        this.responder = responder;
    }

    /** One request that is being answered. */
    final class Call {

        private final ChannelHandlerContext ctx;
        private final boolean keepAlive;
        private final boolean chunks;
        private final boolean head;
        private @Nullable Exchange exchange;

        private Call(ChannelHandlerContext ctx, boolean keepAlive, boolean chunks, boolean head) {
            this.ctx = ctx;
            this.keepAlive = keepAlive;
            this.chunks = chunks;
            this.head = head;
        }

        /** The thread on which all other methods are called. */
        EventExecutor loop() {
            return ctx.executor();
        }

        /** From now on this exchange is told when it can write. */
        void attach(Exchange newExchange) {
            exchange = newExchange;
        }

        /** The own address at which the application arrived, null if it came by something else than IP. */
        @Nullable
        InetAddress arrivedAt() {
            return ip(ctx.channel().localAddress());
        }

        /** Whether the application runs on this machine. */
        boolean isFromHere() {
            InetAddress remote = ip(ctx.channel().remoteAddress());
            return remote != null && remote.isLoopbackAddress();
        }

        private static @Nullable InetAddress ip(@Nullable SocketAddress address) {
            return address instanceof InetSocketAddress socket ? socket.getAddress() : null;
        }

        /** Whether the application takes bytes as fast as they come. */
        boolean isWritable() {
            return ctx.channel().isWritable();
        }

        /** Whether this call can still be answered. */
        boolean isOpen() {
            return current == this;
        }

        /** Answers with one document. */
        void answer(FullHttpResponse response) {
            if (!isOpen()) {
                response.release();
                return;
            }
            setConnection(response, keepAlive);
            FullHttpResponse sent = head ? response.replace(Unpooled.EMPTY_BUFFER) : response;
            if (head) {
                response.release();
            }
            ctx.writeAndFlush(sent);
            finished(keepAlive);
        }

        /** Writes the head of an answer of unknown length. */
        void begin(HttpResponse response) {
            if (chunks) {
                HttpUtil.setTransferEncodingChunked(response, true);
            }
            setConnection(response, keepAlive && chunks);
            ctx.write(response);
        }

        /** Writes a piece of the body. */
        void write(byte[] bytes) {
            if (bytes.length > 0 && !head) {
                ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
            }
        }

        /** The body is complete. */
        void end() {
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            finished(keepAlive && chunks);
        }

        /** The body cannot be completed, which the application must notice. */
        void cut() {
            ctx.flush();
            ctx.close();
        }

        private void finished(boolean reusable) {
            exchange = null;
            current = null;
            closing |= !reusable;
            next(ctx);
        }
    }

    private static void setConnection(HttpResponse response, boolean keepAlive) {
        response.headers()
                .set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add(message);
        next(ctx);
    }

    private void next(ChannelHandlerContext ctx) {
        if (looping) {
            return;
        }
        looping = true;
        try {
            while (current == null && !closing && !waiting.isEmpty()) {
                handle(ctx, waiting.remove());
            }
        } finally {
            looping = false;
        }
        if (closing && current == null) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        boolean read = waiting.isEmpty();
        if (ctx.channel().config().isAutoRead() != read) {
            ctx.channel().config().setAutoRead(read);
        }
    }

    private void handle(ChannelHandlerContext ctx, Object message) {
        if (message instanceof BodyCollector.TooLarge large) {
            call(ctx, large.keepAlive())
                    .answer(Responses.failure(Failure.tooLarge(
                            "the request is too large (expected: at most " + BodyCollector.LONGEST + " bytes)")));
            return;
        }
        FullHttpRequest request = (FullHttpRequest) message;
        try {
            if (request.decoderResult().isFailure()) {
                call(ctx, false).answer(Responses.failure(Failure.invalid(400, "this is no HTTP/1.1 request")));
            } else {
                respond(request, call(ctx, request));
            }
        } finally {
            request.release();
        }
    }

    private Call call(ChannelHandlerContext ctx, boolean keepAlive) {
        return open(new Call(ctx, keepAlive, true, false));
    }

    private Call call(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean chunks = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
        return open(new Call(
                ctx, HttpUtil.isKeepAlive(request), chunks, request.method().equals(HttpMethod.HEAD)));
    }

    private Call open(Call call) {
        current = call;
        return call;
    }

    private void respond(FullHttpRequest request, Call call) {
        try {
            responder.respond(request, call);
        } catch (RuntimeException e) {
            LOG.error("a request failed unexpectedly", e);
            if (call.exchange == null) {
                call.answer(Responses.failure(Failure.internal()));
            } else {
                call.cut();
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
        Call last = current;
        current = null;
        if (last != null && last.exchange != null) {
            last.exchange.gone();
        }
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        ctx.fireChannelInactive();
    }

    /** Nobody has used the connection for long. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && current == null) {
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("HTTP connection broke: {}", cause.toString());
        ctx.close();
    }
}
