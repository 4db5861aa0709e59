package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The worker's part of the debug information ({@code docs/protocol/http-api.md} 2.6). */
final class DebugText {

    private DebugText() {}

    static String of(Instant start, @Nullable Instant head, Instant end) {
        byte[] json = JsonValue.object(
                        "type",
                        "worker_stats",
                        "start_time",
                        time(start),
                        "answer_receive_start_at",
                        head == null ? JsonValue.of(0) : time(head),
                        "answer_receive_end_at",
                        time(end))
                .toSortedJsonBytes();
        return new String(json, StandardCharsets.UTF_8);
    }

    private static JsonNumber time(Instant time) {
        return new JsonNumber(AnswerHead.seconds(time));
    }
}
