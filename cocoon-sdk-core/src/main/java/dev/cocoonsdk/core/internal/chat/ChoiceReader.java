package dev.cocoonsdk.core.internal.chat;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatEvent.ChoiceFinished;
import dev.cocoonsdk.core.chat.ChatEvent.ContentDelta;
import dev.cocoonsdk.core.chat.ChatEvent.ReasoningDelta;
import dev.cocoonsdk.core.chat.ChatEvent.ToolCallDelta;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.internal.json.JsonFields;
import dev.cocoonsdk.core.internal.json.JsonTree;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads one element of {@code choices}, with a {@code delta} of a stream or a whole {@code message}. Pieces are kept until the element
 * ends, since its {@code index} may stand last.
 */
final class ChoiceReader {

    private static final JsonReader.Options CHOICE =
            JsonReader.Options.of("index", "delta", "finish_reason", "message", "text");
    private static final JsonReader.Options MESSAGE =
            JsonReader.Options.of("content", "role", "reasoning_content", "tool_calls", "reasoning");
    private static final JsonReader.Options TOOL_CALL = JsonReader.Options.of("index", "id", "function", "type");
    private static final JsonReader.Options FUNCTION = JsonReader.Options.of("name", "arguments");
    private static final int MAX_TOOL_CALLS = 1024;

    private final IntFunction<ChoiceAccumulator> accumulators;
    private final Map<String, JsonValue> choiceOthers = new LinkedHashMap<>();
    private final Map<String, JsonValue> messageOthers = new LinkedHashMap<>();
    private final List<ToolCallPiece> toolCalls = new ArrayList<>();
    private @Nullable String role;
    private @Nullable String content;
    private @Nullable String reasoning;
    private @Nullable String finishReason;
    private boolean wholeMessage;

    private record ToolCallPiece(
            int index, @Nullable String id, @Nullable String name, String arguments) {}

    ChoiceReader(IntFunction<ChoiceAccumulator> accumulators) {
        this.accumulators = accumulators;
    }

    boolean sawWholeMessage() {
        return wholeMessage;
    }

    /** Reads the next value; true if it finished its choice for the first time. */
    boolean read(JsonReader reader, Consumer<? super ChatEvent> events) throws IOException {
        role = null;
        content = null;
        reasoning = null;
        finishReason = null;
        int index = 0;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(CHOICE)) {
                case 0 -> index = index(reader);
                case 1 -> readMessage(reader);
                case 2 -> finishReason = JsonFields.stringOrNull(reader);
                case 3 -> {
                    wholeMessage |= reader.peek() == JsonReader.Token.BEGIN_OBJECT;
                    readMessage(reader);
                }
                case 4 -> content = JsonFields.stringOrNull(reader);
                default -> JsonFields.collect(reader, choiceOthers);
            }
        }
        reader.endObject();
        return pass(accumulators.apply(index), index, events);
    }

    private static int index(JsonReader reader) throws IOException {
        long value = JsonFields.countOrZero(reader);
        if (value >= MAX_TOOL_CALLS) {
            throw new JsonDataException("index");
        }
        return (int) value;
    }

    private void readMessage(JsonReader reader) throws IOException {
        if (!JsonFields.beginObject(reader)) {
            return;
        }
        while (reader.hasNext()) {
            switch (reader.selectName(MESSAGE)) {
                case 0 -> content = text(reader);
                case 1 -> role = JsonFields.stringOrNull(reader);
                case 2, 4 -> {
                    String thought = JsonFields.stringOrNull(reader);
                    reasoning = thought == null ? reasoning : thought;
                }
                case 3 -> readToolCalls(reader);
                default -> JsonFields.collect(reader, messageOthers);
            }
        }
        reader.endObject();
    }

    private static @Nullable String text(JsonReader reader) throws IOException {
        if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
            return JsonFields.stringOrNull(reader);
        }
        StringBuilder joined = new StringBuilder();
        reader.beginArray();
        while (reader.hasNext()) {
            String part = JsonTree.read(reader) instanceof JsonObject object ? object.string("text") : null;
            joined.append(part == null ? "" : part);
        }
        reader.endArray();
        return joined.toString();
    }

    private void readToolCalls(JsonReader reader) throws IOException {
        if (!JsonFields.beginArray(reader)) {
            return;
        }
        int position = 0;
        while (reader.hasNext()) {
            toolCalls.add(readToolCall(reader, position++));
        }
        reader.endArray();
    }

    private static ToolCallPiece readToolCall(JsonReader reader, int position) throws IOException {
        int index = position;
        String id = null;
        String name = null;
        String arguments = null;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(TOOL_CALL)) {
                case 0 -> index = index(reader);
                case 1 -> id = JsonFields.stringOrNull(reader);
                case 2 -> {
                    if (JsonFields.beginObject(reader)) {
                        while (reader.hasNext()) {
                            switch (reader.selectName(FUNCTION)) {
                                case 0 -> name = JsonFields.stringOrNull(reader);
                                case 1 -> arguments = JsonFields.stringOrNull(reader);
                                default -> skipMember(reader);
                            }
                        }
                        reader.endObject();
                    }
                }
                case 3 -> reader.skipValue();
                default -> skipMember(reader);
            }
        }
        reader.endObject();
        return new ToolCallPiece(index, id, name, arguments == null ? "" : arguments);
    }

    private static void skipMember(JsonReader reader) throws IOException {
        reader.skipName();
        reader.skipValue();
    }

    private boolean pass(ChoiceAccumulator into, int index, Consumer<? super ChatEvent> events) {
        if (role != null) {
            into.role(role);
        }
        if (reasoning != null && !reasoning.isEmpty()) {
            into.reasoning(reasoning);
            events.accept(new ReasoningDelta(index, reasoning));
        }
        if (content != null && !content.isEmpty()) {
            into.content(content);
            events.accept(new ContentDelta(index, content));
        }
        passToolCalls(into, index, events);
        moveOthers(choiceOthers, into.choiceOthers);
        moveOthers(messageOthers, into.messageOthers);
        if (finishReason == null || into.isFinished()) {
            return false;
        }
        FinishReason reason = FinishReason.of(finishReason);
        into.finish(reason);
        events.accept(new ChoiceFinished(index, reason));
        return true;
    }

    private void passToolCalls(ChoiceAccumulator into, int index, Consumer<? super ChatEvent> events) {
        for (ToolCallPiece piece : toolCalls) {
            into.toolCall(piece.index, piece.id, piece.name, piece.arguments);
            events.accept(new ToolCallDelta(index, piece.index, piece.id, piece.name, piece.arguments));
        }
        toolCalls.clear();
    }

    private static void moveOthers(Map<String, JsonValue> from, Map<String, JsonValue> to) {
        if (!from.isEmpty()) {
            from.forEach((name, value) -> to.merge(name, value, JsonFields::merge));
            from.clear();
        }
    }
}
