package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.CallResult;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What images show.
 *
 * @param text without white space around it; not empty
 * @param finishReason why it ended, or null if the server did not say
 */
public record ImageDescription(
        String text,
        @Nullable FinishReason finishReason,
        ModelId model,
        Usage usage,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties)
        implements CallResult {

    /** Says the text's length only: answers are confidential. */
    @Override
    public String toString() {
        return "ImageDescription[" + text.length() + " characters, " + model + ", " + usage + "]";
    }
}
