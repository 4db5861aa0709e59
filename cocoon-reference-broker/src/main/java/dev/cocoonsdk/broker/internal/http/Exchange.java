package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.market.Answer;
import dev.cocoonsdk.broker.internal.market.Answer.Progress;
import dev.cocoonsdk.broker.internal.market.HttpOrders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer to its caller: as one document if it is complete when its first bytes are there, else in chunks, each of
 * which holds everything that is there at the moment. Nothing is taken from the answer while the connection is not writable.
 * The head is held back until the first bytes of the body, so that failures before them still get their own status.
 *
 * <p>Confined to the connection's event loop, except {@link #changed}, which any thread may call.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as exceptionCaught or channelInactive
final class Exchange {

    private static final int BATCH_BYTES = 1 << 16;

    /** Told the end of an exchange, on the event loop. */
    interface Finished {
        /**
         * The answer is written.
         *
         * @param keepAlive whether the connection can take another request
         */
        void finished(boolean keepAlive);
    }

    private final Channel channel;
    private final boolean chunked;
    private final boolean keepAlive;
    private final Finished finished;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<byte[]> parts = new ArrayList<>();
    private HttpOrders.@Nullable Ticket ticket;
    private boolean headWritten;
    private boolean over;

    /**
     * @param chunked whether the caller understands chunks (HTTP/1.1)
     * @param keepAlive whether the caller wants to go on using the connection
     */
    Exchange(Channel channel, boolean chunked, boolean keepAlive, Finished finished) {
        this.channel = channel;
        this.chunked = chunked;
        this.keepAlive = keepAlive;
        this.finished = finished;
    }

    /** There may be more to write. */
    void changed() {
        if (channel.eventLoop().inEventLoop()) {
            pump();
        } else if (scheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(() -> {
                scheduled.set(false);
                pump();
            });
        }
    }

    /** The request was accepted. */
    void begin(HttpOrders.Ticket accepted) {
        ticket = accepted;
        pump();
    }

    /** The caller is gone. */
    void abort() {
        over = true;
        if (ticket != null) {
            ticket.close();
        }
    }

    /** Writes what is there and can be written. */
    void pump() {
        if (ticket == null || over) {
            return;
        }
        boolean written = false;
        while (!over && channel.isWritable()) {
            parts.clear();
            Progress progress = ticket.reader().poll(parts, BATCH_BYTES);
            if (parts.isEmpty() && progress == Progress.WAITING) {
                break;
            }
            write(ticket.reader(), progress);
            written = true;
        }
        if (written) {
            channel.flush();
        }
        if (!over && ticket.reader().isCut()) {
            over = true;
            channel.close();
        }
        if (over) {
            ticket.close();
        }
    }

    private void write(Answer.Reader reader, Progress progress) {
        Answer.Head head = reader.head();
        ApiError error = progress == Progress.FAILED ? reader.error() : null;
        if (error != null && (head == null || (!headWritten && parts.isEmpty()))) {
            finish(Json.error(error), keepAlive);
        } else if (head == null) {
            throw new IllegalStateException("an answer without head is " + progress);
        } else if (!headWritten && progress == Progress.ENDED) {
            finish(whole(head), keepAlive);
        } else {
            writePart(head, progress);
        }
    }

    private void writePart(Answer.Head head, Progress progress) {
        if (!headWritten) {
            headWritten = true;
            channel.write(headOf(head), channel.voidPromise());
        }
        if (!parts.isEmpty()) {
            channel.write(new DefaultHttpContent(joined()), channel.voidPromise());
        }
        if (progress == Progress.ENDED) {
            finish(LastHttpContent.EMPTY_LAST_CONTENT, keepAlive && chunked);
        } else if (progress == Progress.FAILED) {
            over = true;
            channel.flush();
            channel.close();
        }
    }

    private void finish(Object last, boolean reusable) {
        over = true;
        channel.writeAndFlush(last, channel.voidPromise());
        finished.finished(reusable);
    }

    private ByteBuf joined() {
        if (parts.size() == 1) {
            return Unpooled.wrappedBuffer(parts.get(0));
        }
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuf buffer = channel.alloc().ioBuffer(size);
        for (byte[] part : parts) {
            buffer.writeBytes(part);
        }
        return buffer;
    }

    private DefaultFullHttpResponse whole(Answer.Head head) {
        ByteBuf body = joined();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(head), body);
        addHeaders(response.headers(), head);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }

    private DefaultHttpResponse headOf(Answer.Head head) {
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(head));
        addHeaders(response.headers(), head);
        if (chunked) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return response;
    }

    private static HttpResponseStatus status(Answer.Head head) {
        return HttpResponseStatus.valueOf(head.status());
    }

    private void addHeaders(HttpHeaders headers, Answer.Head head) {
        if (!head.contentType().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, head.contentType());
        }
        head.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        if (!keepAlive || !chunked) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
