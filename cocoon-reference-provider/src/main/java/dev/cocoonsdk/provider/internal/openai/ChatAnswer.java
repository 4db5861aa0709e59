package dev.cocoonsdk.provider.internal.openai;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.EngineSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one chat answer, as server-sent events or as one JSON object: a role, pieces of text, why it ended, usage.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">OpenAI's chat API</a>
 */
public final class ChatAnswer {

    private final EngineSink sink;
    private final String id;
    private final String model;
    private final long created;
    private final boolean stream;
    private final boolean usageChunk;
    private final StringBuilder text = new StringBuilder();

    /**
     * An answer.
     *
     * @param created seconds since 1970
     * @param stream whether to write events
     * @param usageChunk whether the events end with one that carries usage
     */
    public ChatAnswer(EngineSink sink, String id, String model, long created, boolean stream, boolean usageChunk) {
        this.sink = sink;
        this.id = id;
        this.model = model;
        this.created = created;
        this.stream = stream;
        this.usageChunk = usageChunk;
    }

    /** As {@link #begin()}, when the length of the prompt is known already. */
    public void begin(long promptTokens) {
        sink.promptTokens(promptTokens);
        begin();
    }

    /** Begins; when streaming, the reader learns now that work has started. */
    public void begin() {
        sink.head(200, List.of(new EngineHeader("Content-Type", stream ? "text/event-stream" : "application/json")));
        if (stream) {
            event(chunk(JsonValue.object("role", "assistant", "content", ""), null));
        }
    }

    /** The next piece of text. */
    public void piece(String piece) {
        text.append(piece);
        if (stream) {
            event(chunk(JsonValue.object("content", piece), null));
        }
    }

    /**
     * Ends.
     *
     * @param finishReason {@code stop} or {@code length}
     */
    public void end(String finishReason, Usage usage) {
        if (stream) {
            event(chunk(JsonValue.object(), finishReason));
            if (usageChunk) {
                event(envelope("chat.completion.chunk")
                        .with("choices", JsonValue.array(List.of()))
                        .with("usage", usage.toJson()));
            }
            write("data: [DONE]\n\n");
        } else {
            JsonObject choice = JsonValue.object(
                    "index",
                    0,
                    "message",
                    JsonValue.object("role", "assistant", "content", text.toString()),
                    "finish_reason",
                    finishReason);
            write(envelope("chat.completion")
                    .with("choices", JsonValue.array(List.of(choice)))
                    .with("usage", usage.toJson())
                    .toJson());
        }
        sink.end();
    }

    private JsonObject chunk(JsonObject delta, @Nullable String finishReason) {
        JsonObject choice = JsonValue.object("index", 0, "delta", delta)
                .with("finish_reason", finishReason == null ? JsonNull.INSTANCE : JsonValue.of(finishReason));
        return envelope("chat.completion.chunk").with("choices", JsonValue.array(List.of(choice)));
    }

    private JsonObject envelope(String object) {
        return JsonValue.object("id", id, "object", object, "created", created, "model", model);
    }

    private void event(JsonObject json) {
        write("data: " + json.toJson() + "\n\n");
    }

    private void write(String line) {
        sink.body(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
}
