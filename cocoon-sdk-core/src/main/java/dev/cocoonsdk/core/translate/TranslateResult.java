package dev.cocoonsdk.core.translate;

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
 * A translation.
 *
 * @param text the translation; white space around the source and between its parts is kept
 * @param parts the parts it was made of, in order; they cover source and translation exactly
 * @param finishReason why the last part ended, or {@link FinishReason#LENGTH} if any part was cut off, or null if the server did not say
 * @param model the model that wrote it
 * @param usage of all requests together
 * @param timings of all requests together
 * @param attempts of all requests together
 * @param verification who besides the two ends could read the call, and what shows it
 * @param additionalProperties further members of the last answer
 */
public record TranslateResult(
        String text,
        List<TranslatedPart> parts,
        @Nullable FinishReason finishReason,
        ModelId model,
        Usage usage,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties)
        implements CallResult {

    /** Copies the list. */
    public TranslateResult {
        parts = List.copyOf(parts);
    }

    /** Says the text's length only: answers are confidential. */
    @Override
    public String toString() {
        return "TranslateResult[" + text.length() + " characters in " + parts.size() + " parts, " + model + ", " + usage
                + "]";
    }
}
