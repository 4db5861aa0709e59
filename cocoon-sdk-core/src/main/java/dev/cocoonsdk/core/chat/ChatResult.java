package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.CallResult;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer. The text form shows no content.
 *
 * @param id the server's name for it, possibly empty
 * @param choices the answers by index, at least one
 */
public record ChatResult(
        String id,
        ModelId model,
        List<ChatChoice> choices,
        Usage usage,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties)
        implements CallResult {

    /** Copies the list. */
    public ChatResult {
        choices = List.copyOf(choices);
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("choices: none (expected: at least one)");
        }
    }

    /** The text of the first answer. */
    public String text() {
        return message().text();
    }

    /** The first answer. */
    public ChatMessage message() {
        return choices.get(0).message();
    }

    /** Why the first answer ended, or null if the server did not say. */
    public @Nullable FinishReason finishReason() {
        return choices.get(0).finishReason();
    }

    @Override
    public String toString() {
        return "ChatResult[" + model + ", " + choices.size() + " choices, " + usage + "]";
    }
}
