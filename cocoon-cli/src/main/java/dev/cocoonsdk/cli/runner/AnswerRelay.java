package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.client.NetworkAnswerInfo;
import dev.cocoonsdk.network.client.NetworkCall;
import dev.cocoonsdk.network.client.NetworkFailure;
import dev.cocoonsdk.network.client.NetworkListener;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one answer from the network's thread to the application's connection. Nothing is taken from the queue while the connection
 * cannot be written; since the network cannot be told to wait, an application that lets more than 32 MiB pile up is cut off. The head
 * waits for the first bytes of the body, so that failures before them get a status of their own.
 *
 * <p>The methods of {@link NetworkListener} and {@link #started} may be called on any thread, the others belong on the
 * connection's event loop.
 */
final class AnswerRelay implements NetworkListener, HttpConnection.Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerRelay.class);
    private static final long MOST_WAITING = 32L << 20;

    /** What the network said. */
    private sealed interface Event {
        /** Status and headers. */
        record Head(HttpResponse response) implements Event {}

        /** A piece of the body. */
        record Part(TlBytes bytes) implements Event {}

        /** The regular end. */
        record End(NetworkAnswerInfo info) implements Event {}

        /** There will be no more. */
        record Failed(NetworkFailure failure) implements Event {}
    }

    private final HttpConnection.Call call;
    private final RequestRecord record;
    private final UsageCosts costs;
    private final @Nullable String reader;
    private final Deque<Event> events = new ArrayDeque<>();
    private long waitingBytes;
    private boolean pumping;
    private boolean cancelled;
    private @Nullable NetworkCall running;

    private @Nullable AnswerHead head;
    private @Nullable BodyFilter body;
    private boolean headWritten;
    private boolean over;

    /**
     * A relay for one call.
     *
     * @param reader the origin of the web page that asked, null if no browser did
     */
    AnswerRelay(HttpConnection.Call call, RequestRecord record, UsageCosts costs, @Nullable String reader) {
        this.call = call;
        this.record = record;
        this.costs = costs;
        this.reader = reader;
    }

    /** The request is on its way. */
    void started(NetworkCall request) {
        boolean late;
        synchronized (events) {
            running = request;
            late = cancelled;
        }
        if (late) {
            request.cancel();
        }
    }

    @Override
    public void onHead(HttpResponse response) {
        offer(new Event.Head(response), 0);
    }

    @Override
    public void onPart(TlBytes bytes) {
        offer(new Event.Part(bytes), bytes.length());
    }

    @Override
    public void onCompleted(NetworkAnswerInfo info) {
        offer(new Event.End(info), 0);
    }

    @Override
    public void onFailed(NetworkFailure failure) {
        offer(new Event.Failed(failure), 0);
    }

    private void offer(Event event, int bytes) {
        boolean wake;
        synchronized (events) {
            if (cancelled) {
                return;
            }
            events.add(event);
            waitingBytes += bytes;
            wake = !pumping;
            pumping = true;
        }
        if (wake) {
            try {
                call.loop().execute(this::pump);
            } catch (RejectedExecutionException e) {
                cancel();
            }
        }
    }

    private @Nullable Event poll() {
        synchronized (events) {
            Event event = call.isWritable() ? events.poll() : null;
            if (event instanceof Event.Part part) {
                waitingBytes -= part.bytes().length();
            }
            pumping = event != null;
            return event;
        }
    }

    @Override
    public void pump() {
        Event event = over ? null : poll();
        while (event != null) {
            handle(event);
            event = over ? null : poll();
        }
        if (!over && isOverfull()) {
            finish(RequestRecord.Outcome.FAILED);
            cancel();
            call.cut();
        }
    }

    private boolean isOverfull() {
        synchronized (events) {
            return waitingBytes > MOST_WAITING;
        }
    }

    @Override
    public void gone() {
        if (!over) {
            finish(RequestRecord.Outcome.FAILED);
            cancel();
        }
    }

    private void cancel() {
        NetworkCall stopped;
        synchronized (events) {
            cancelled = true;
            events.clear();
            stopped = running;
        }
        if (stopped != null) {
            stopped.cancel();
        }
    }

    private void handle(Event event) {
        try {
            if (event instanceof Event.Head begin) {
                begin(begin.response());
            } else if (event instanceof Event.Part part && body != null) {
                record.received(part.bytes().length());
                write(body.next(part.bytes().toByteArray()));
            } else if (event instanceof Event.End end && body != null) {
                end(body, end.info());
            } else if (event instanceof Event.Failed failed) {
                fail(Failure.of(failed.failure()), failed.failure().info());
            } else {
                throw new RunnerException(ErrorCodes.PROTOCOL_VIOLATION, "out of order answer parts");
            }
        } catch (RunnerException e) {
            cancel();
            fail(Failure.of(e), null);
        } catch (RuntimeException e) {
            LOG.error("an answer failed unexpectedly: {}", e.getClass().getName());
            giveUp();
        }
    }

    /** Whatever state this is in, the application must not wait for more. */
    private void giveUp() {
        cancel();
        if (!over) {
            finish(RequestRecord.Outcome.FAILED);
        }
        if (!headWritten) {
            call.answer(Responses.failure(Failure.internal()));
        } else if (call.isOpen()) {
            call.cut();
        }
    }

    private void begin(HttpResponse response) {
        if (head != null) {
            throw new RunnerException(ErrorCodes.PROTOCOL_VIOLATION, "out of order answer parts");
        }
        AnswerHead begun = AnswerHead.of(response);
        if (begun == null) {
            throw new RunnerException(ErrorCodes.PROTOCOL_VIOLATION, "the worker sent no HTTP status");
        }
        head = begun;
        body = bodyOf(begun);
        record.answerBegan();
    }

    private BodyFilter bodyOf(AnswerHead begun) {
        if (begun.isReadable() && begun.isSuccess() && (record.request().stream() || begun.isEvents())) {
            return new EventBody(costs);
        }
        return begun.isReadable() ? new DocumentBody(costs) : new RawBody();
    }

    private void write(byte[] bytes) {
        if (bytes.length > 0) {
            writeHead();
            record.sent(bytes.length);
            call.write(bytes);
        }
    }

    private void writeHead() {
        if (!headWritten && head != null) {
            headWritten = true;
            DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(head));
            addHeaders(head, response.headers());
            call.begin(response);
        }
    }

    private static HttpResponseStatus status(AnswerHead head) {
        return HttpResponseStatus.valueOf(head.status());
    }

    private void addHeaders(AnswerHead from, HttpHeaders headers) {
        for (HttpHeader header : from.headers()) {
            headers.add(header.name(), header.value());
        }
        headers.set("X-Cocoon-Client-Start", AnswerHead.seconds(record.start()));
        headers.set("X-Cocoon-Client-End", AnswerHead.seconds(record.now()));
        if (reader != null) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, reader);
        }
        if (body instanceof EventBody) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
            headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        }
    }

    private void end(BodyFilter filter, NetworkAnswerInfo info) {
        JsonObject debug = record.debug(info);
        byte[] last = filter.end(new BodyFilter.Ending(info.tokens(), debug));
        boolean success = head != null && head.status() < 400;
        finish(success ? RequestRecord.Outcome.SUCCESS : RequestRecord.Outcome.FAILED);
        if (headWritten || head == null || !filter.isHeldBack()) {
            write(last);
            writeHead();
            call.end();
            return;
        }
        record.sent(last.length);
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(head), Unpooled.wrappedBuffer(last));
        addHeaders(head, response.headers());
        if (head.status() != 204 && head.status() != 304) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, last.length);
        }
        call.answer(response);
    }

    private void fail(Failure failure, @Nullable NetworkAnswerInfo info) {
        JsonObject debug = record.debug(info);
        finish(RequestRecord.Outcome.FAILED);
        if (!headWritten) {
            call.answer(Responses.failure(failure, debug == null ? failure.toJson() : failure.toJson(debug)));
            return;
        }
        byte[] last = body == null ? null : body.broken(failure);
        if (last == null) {
            call.cut();
        } else {
            write(last);
            call.end();
        }
    }

    private void finish(RequestRecord.Outcome outcome) {
        over = true;
        record.finished(outcome);
    }
}
