package dev.cocoonsdk.core.internal.chat;

import com.squareup.moshi.JsonWriter;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatMessage;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatTool;
import dev.cocoonsdk.core.chat.ContentPart;
import dev.cocoonsdk.core.chat.ToolCall;
import dev.cocoonsdk.core.internal.json.JsonTree;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Writes chat requests. Additional properties win over typed members of the same name. */
final class ChatEncoder {

    private final JsonWriter json;
    private final JsonObject others;

    private ChatEncoder(JsonWriter json, JsonObject others) {
        this.json = json;
        this.others = others;
    }

    /**
     * The body of a request.
     *
     * @param addedLimit a limit of tokens that the request itself does not state, or null
     */
    static Bytes encode(ChatRequest request, ModelId model, @Nullable Integer addedLimit) {
        Buffer buffer = new Buffer();
        try (JsonWriter writer = JsonWriter.of(buffer)) {
            writer.setSerializeNulls(true);
            new ChatEncoder(writer, request.additionalProperties()).write(request, model, addedLimit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.wrap(buffer.readByteArray());
    }

    private void write(ChatRequest request, ModelId model, @Nullable Integer addedLimit) throws IOException {
        json.beginObject();
        if (begin("model")) {
            json.value(model.value());
        }
        if (begin("messages")) {
            writeMessages(request.messages());
        }
        writeSettings(request, addedLimit);
        writeTools(request);
        writeStream();
        for (Map.Entry<String, JsonValue> other : others.members().entrySet()) {
            json.name(other.getKey());
            JsonTree.write(json, other.getValue(), false);
        }
        json.endObject();
    }

    /** Writes the name of a typed member unless an additional property takes its place. */
    private boolean begin(String name) throws IOException {
        if (others.get(name) != null) {
            return false;
        }
        json.name(name);
        return true;
    }

    private void number(String name, @Nullable Number value) throws IOException {
        if (value != null && begin(name)) {
            json.value(value);
        }
    }

    private void tree(String name, @Nullable JsonValue value) throws IOException {
        if (value != null && begin(name)) {
            JsonTree.write(json, value, false);
        }
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value != null && begin(name)) {
            json.value(value);
        }
    }

    private void writeSettings(ChatRequest request, @Nullable Integer addedLimit) throws IOException {
        if (others.get("max_completion_tokens") == null) {
            number("max_tokens", request.maxTokens() == null ? addedLimit : request.maxTokens());
        }
        number("temperature", request.temperature());
        number("top_p", request.topP());
        number("n", request.n());
        number("seed", request.seed());
        number("frequency_penalty", request.frequencyPenalty());
        number("presence_penalty", request.presencePenalty());
        text("reasoning_effort", request.reasoningEffort());
        if (!request.stop().isEmpty()) {
            tree(
                    "stop",
                    JsonValue.array(request.stop().stream().map(JsonValue::of).toList()));
        }
        tree(
                "response_format",
                request.responseFormat() == null
                        ? null
                        : request.responseFormat().json());
    }

    private void writeTools(ChatRequest request) throws IOException {
        if (!request.tools().isEmpty() && begin("tools")) {
            json.beginArray();
            for (ChatTool tool : request.tools()) {
                JsonObject function = JsonValue.object("name", tool.name());
                function = tool.description() == null
                        ? function
                        : function.with("description", JsonValue.of(tool.description()));
                function = tool.parameters() == null ? function : function.with("parameters", tool.parameters());
                JsonTree.write(json, JsonValue.object("type", "function", "function", function), false);
            }
            json.endArray();
        }
        tree(
                "tool_choice",
                request.toolChoice() == null ? null : request.toolChoice().json());
    }

    private void writeStream() throws IOException {
        boolean streams = !(others.get("stream") instanceof JsonBoolean wish) || wish.value();
        if (begin("stream")) {
            json.value(true);
        }
        if (streams) {
            tree("stream_options", JsonValue.object("include_usage", true));
        }
    }

    private void writeMessages(List<ChatMessage> messages) throws IOException {
        json.beginArray();
        for (ChatMessage message : messages) {
            writeMessage(message);
        }
        json.endArray();
    }

    private void writeMessage(ChatMessage message) throws IOException {
        json.beginObject();
        json.name("role").value(message.role().value());
        json.name("content");
        writeContent(message.content());
        if (message.name() != null) {
            json.name("name").value(message.name());
        }
        if (message.toolCallId() != null) {
            json.name("tool_call_id").value(message.toolCallId());
        }
        if (!message.toolCalls().isEmpty()) {
            json.name("tool_calls").beginArray();
            for (ToolCall call : message.toolCalls()) {
                writeToolCall(call);
            }
            json.endArray();
        }
        for (Map.Entry<String, JsonValue> other :
                message.additionalProperties().members().entrySet()) {
            json.name(other.getKey());
            JsonTree.write(json, other.getValue(), false);
        }
        json.endObject();
    }

    private void writeToolCall(ToolCall call) throws IOException {
        json.beginObject();
        json.name("id").value(call.id());
        json.name("type").value("function");
        json.name("function").beginObject();
        json.name("name").value(call.name());
        json.name("arguments").value(call.arguments());
        json.endObject();
        json.endObject();
    }

    private void writeContent(List<ContentPart> content) throws IOException {
        if (content.isEmpty()) {
            json.nullValue();
            return;
        }
        if (content.size() == 1 && content.get(0) instanceof ContentPart.Text only) {
            json.value(only.text());
            return;
        }
        json.beginArray();
        for (ContentPart part : content) {
            writePart(part);
        }
        json.endArray();
    }

    private void writePart(ContentPart part) throws IOException {
        if (part instanceof ContentPart.Other other) {
            JsonTree.write(json, other.json(), false);
            return;
        }
        json.beginObject();
        if (part instanceof ContentPart.Text text) {
            json.name("type").value("text");
            json.name("text").value(text.text());
        } else if (part instanceof ContentPart.Image image) {
            json.name("type").value("image_url");
            json.name("image_url").beginObject();
            json.name("url").value(image.url());
            if (image.detail() != null) {
                json.name("detail").value(image.detail());
            }
            json.endObject();
        }
        json.endObject();
    }
}
