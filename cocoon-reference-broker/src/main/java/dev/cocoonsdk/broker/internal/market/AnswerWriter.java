package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.SseFramer;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.network.AnswerInfo;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a worker sends into an {@link Answer}, as server-sent events if the caller asked for a stream and the worker
 * answered with success. Guarded by the lock of the {@link Run} that owns it.
 */
final class AnswerWriter implements Delivery {

    private static final String EVENTS = "text/event-stream";
    private static final int OK = 200;

    private final Answer answer;
    private final MarketStats stats;
    private final boolean stream;
    private @Nullable SseFramer framer;

    AnswerWriter(Answer answer, boolean stream, MarketStats stats) {
        this.answer = answer;
        this.stream = stream;
        this.stats = stats;
    }

    @Override
    public void head(WorkerHead fromWorker) {
        Answer.Head head = AnswerHeads.of(fromWorker);
        boolean events = stream && head.status() == OK;
        framer = events ? new SseFramer() : null;
        answer.head(events ? new Answer.Head(head.status(), EVENTS, head.headers()) : head);
    }

    @Override
    public void body(byte[] bytes) {
        put(framer == null ? bytes : framer.next(bytes));
    }

    private void put(byte[] bytes) {
        stats.bytesSent.add(bytes.length);
        answer.body(bytes);
    }

    /** The worker's debug JSON becomes an event of its own in a stream. */
    @Override
    public void end(AnswerInfo info, long charged) {
        if (framer != null) {
            String debug = info.debug();
            JsonValue json = debug == null ? null : parse(debug);
            if (json != null) {
                JsonValue event = JsonValue.object("debug", JsonValue.object("worker", json));
                put(framer.event(event.toJsonBytes()));
            }
            put(framer.end());
        }
        answer.end();
    }

    private static @Nullable JsonValue parse(String debug) {
        try {
            return JsonValue.parse(debug.getBytes(StandardCharsets.UTF_8));
        } catch (JsonFormatException e) {
            return null;
        }
    }

    /** An error becomes an event of its own if a stream is under way. */
    @Override
    public void fail(ApiError error, AnswerInfo info) {
        if (framer == null) {
            answer.fail(error);
            return;
        }
        put(framer.event(error.toJson().toJsonBytes()));
        answer.end();
    }

    @Override
    public void signal() {
        answer.signal();
    }
}
