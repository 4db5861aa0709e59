package dev.cocoonsdk.core.draft;

import dev.cocoonsdk.core.CallResult;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drafts.
 *
 * @param variants the drafts, at least one and at most as many as asked for; fewer if the model wrote fewer
 * @param messagesUsed how many of the newest messages of the conversation the model saw; 0 if the input was a text
 * @param finishReason why the answer ended, or null if the server did not say
 * @param model the model that wrote them
 * @param usage of the call
 * @param timings of the call
 * @param attempts of the call
 * @param verification who besides the two ends could read the call, and what shows it
 * @param additionalProperties further members of the answer
 */
public record DraftResult(
        List<String> variants,
        int messagesUsed,
        @Nullable FinishReason finishReason,
        ModelId model,
        Usage usage,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties)
        implements CallResult {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no draft
     */
    public DraftResult {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("variants: none (expected: at least one)");
        }
    }

    /** The first draft. */
    public String text() {
        return variants.get(0);
    }

    /** Says numbers only: answers are confidential. */
    @Override
    public String toString() {
        return "DraftResult[" + variants.size() + " variants, " + model + ", " + usage + "]";
    }
}
