package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.client.NetworkAnswerInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of one request: for the counters, and for the debug information ({@code docs/protocol/http-api.md} 2.6). Used by one
 * thread at a time.
 */
final class RequestRecord {

    /** What proxies and workers say beyond this is not kept: the log holds many of them. */
    private static final int LONGEST_PEER_TEXT = 64 << 10;

    /** How it went. */
    enum Outcome {
        /** An answer of the engine below status 400 arrived completely. */
        SUCCESS,
        /** Anything else. */
        FAILED
    }

    private final CompletionRequest request;
    private final RunnerCounters counters;
    private final DebugLog log;
    private final InstantSource clock;
    private final Instant start;
    private @Nullable Instant answerBegan;

    RequestRecord(CompletionRequest request, RunnerCounters counters, DebugLog log, InstantSource clock) {
        this.request = request;
        this.counters = counters;
        this.log = log;
        this.clock = clock;
        this.start = clock.instant();
        counters.began();
    }

    CompletionRequest request() {
        return request;
    }

    Instant start() {
        return start;
    }

    Instant now() {
        return clock.instant();
    }

    void answerBegan() {
        answerBegan = clock.instant();
    }

    void received(int bytes) {
        counters.received(bytes);
    }

    void sent(int bytes) {
        counters.sent(bytes);
    }

    void finished(Outcome outcome) {
        counters.finished(outcome == Outcome.SUCCESS, seconds(clock.instant()) - seconds(start));
    }

    /** The debug information, which the log keeps under the request's guid; null if nobody asked for it. */
    @Nullable
    JsonObject debug(@Nullable NetworkAnswerInfo info) {
        if (!request.debug()) {
            return null;
        }
        Map<String, JsonValue> parts = new LinkedHashMap<>();
        if (info != null) {
            put(parts, "proxy", info.proxyDebug());
            put(parts, "worker", info.workerDebug());
        }
        parts.put("client", client());
        JsonObject debug = new JsonObject(parts);
        if (request.guid() != null) {
            log.put(request.guid(), debug);
        }
        return debug;
    }

    private JsonObject client() {
        Instant now = clock.instant();
        return JsonValue.object(
                "type",
                "client_stats",
                "start_time",
                seconds(start),
                "answer_receive_start_at",
                seconds(answerBegan == null ? now : answerBegan),
                "answer_receive_end_at",
                seconds(now));
    }

    private static void put(Map<String, JsonValue> parts, String name, @Nullable String json) {
        if (json == null) {
            return;
        } else if (json.length() > LONGEST_PEER_TEXT) {
            parts.put(name, JsonValue.object("problem", "too long"));
            return;
        }
        try {
            parts.put(name, JsonValue.parse(json));
        } catch (JsonFormatException e) {
            parts.put(name, JsonValue.object("problem", "not JSON"));
        }
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }
}
