package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a prompt has at the very least, for an engine that cannot count them ({@code docs/protocol-extensions.md} 3.1): one for
 * every {@value #BYTES_PER_TOKEN} bytes of letters and digits in UTF-8. Tokenisers of today take 2 to 6. White space and punctuation do not
 * count, since a long run of them may be one token, and neither do pictures, tools and the template that a server adds.
 */
final class PromptEstimate {

    static final int BYTES_PER_TOKEN = 16;

    private PromptEstimate() {}

    /** The estimate for a body of chat, completions or embeddings; 0 for another. */
    static long of(@Nullable JsonObject body) {
        if (body == null) {
            return 0;
        }
        long bytes = text(body.get("prompt")) + text(body.get("input"));
        if (body.get("messages") instanceof JsonArray messages) {
            for (JsonValue message : messages.items()) {
                bytes += message instanceof JsonObject object ? text(object.get("content")) : 0;
            }
        }
        return bytes / BYTES_PER_TOKEN;
    }

    /** Of a text, of a list of texts, or of the parts of a message that are texts. */
    private static long text(@Nullable JsonValue value) {
        if (value instanceof JsonString text) {
            return text.value()
                    .codePoints()
                    .filter(Character::isLetterOrDigit)
                    .mapToLong(PromptEstimate::utf8)
                    .sum();
        }
        long bytes = 0;
        if (value instanceof JsonArray list) {
            for (JsonValue part : list.items()) {
                JsonValue inner = part instanceof JsonObject object ? object.get("text") : part;
                bytes += inner instanceof JsonString ? text(inner) : 0;
            }
        }
        return bytes;
    }

    private static long utf8(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
