package dev.cocoonsdk.provider.internal.openai;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an embedded engine reads of a chat request.
 *
 * @param messages role and text of each message, in order
 * @param stream whether events are asked for
 * @param includeUsage whether the events should end with usage
 * @param maxTokens the most tokens to write
 */
public record ChatRequest(List<Message> messages, boolean stream, boolean includeUsage, long maxTokens) {

    /**
     * One message.
     *
     * @param role {@code system}, {@code user} …
     * @param text its text parts, one per line
     */
    public record Message(String role, String text) {
        /** Says the length only: the text is confidential. */
        @Override
        public String toString() {
            return role + "[" + text.length() + " characters]";
        }
    }

    /** Copies the list. */
    public ChatRequest {
        messages = List.copyOf(messages);
    }

    /**
     * Reads a checked body.
     *
     * @throws ApiError if a message is malformed or has a part that is no text
     */
    public static ChatRequest read(JsonObject body) {
        List<Message> messages = new ArrayList<>();
        for (JsonValue item : body.array("messages")) {
            if (!(item instanceof JsonObject message) || message.string("role") == null) {
                throw ApiError.invalid("messages", "a message has no role", "objects with role and content");
            }
            String role = message.string("role");
            messages.add(new Message(role == null ? "" : role, text(message.get("content"))));
        }
        if (messages.isEmpty()) {
            throw ApiError.invalid("messages", "there is no message", "at least one message of role user");
        }
        JsonObject options = body.object("stream_options");
        Long maxTokens = body.integer("max_completion_tokens");
        maxTokens = maxTokens == null ? body.integer("max_tokens") : maxTokens;
        return new ChatRequest(
                messages,
                isTrue(body.get("stream")),
                options != null && isTrue(options.get("include_usage")),
                maxTokens == null ? Long.MAX_VALUE : maxTokens);
    }

    private static boolean isTrue(@Nullable JsonValue value) {
        return value instanceof JsonBoolean flag && flag.value();
    }

    private static String text(@Nullable JsonValue content) {
        if (content == null || content instanceof JsonNull) {
            return "";
        }
        if (content instanceof JsonValue.JsonString text) {
            return text.value();
        }
        if (!(content instanceof JsonValue.JsonArray parts)) {
            throw ApiError.invalid(
                    "messages", "the content of a message is malformed", "a string or an array of parts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue part : parts.items()) {
            String text = part instanceof JsonObject object ? object.string("text") : null;
            if (text == null) {
                throw ApiError.unsupported(
                        "this model reads text only", "leave out images, audio and files, or choose another model");
            }
            texts.add(text);
        }
        return String.join("\n", texts);
    }
}
