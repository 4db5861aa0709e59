package dev.cocoonsdk.core.summarize;

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
 * A summary.
 *
 * @param text the summary, without white space around it; not empty
 * @param parts the parts of the input that it came from, in order, at least one
 * @param finishReason why it ended, or null if the server did not say; {@link FinishReason#LENGTH} means that it was cut off
 * @param model the model that wrote it
 * @param usage of all calls together
 * @param timings of all calls together
 * @param attempts of all calls together
 * @param verification who besides the two ends could read the call, and what shows it
 * @param additionalProperties further members of the last call's answer
 */
public record SummarizeResult(
        String text,
        List<SummaryPart> parts,
        @Nullable FinishReason finishReason,
        ModelId model,
        Usage usage,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties)
        implements CallResult {

    /** Copies the list. */
    public SummarizeResult {
        parts = List.copyOf(parts);
    }

    /** Says the text's length only: answers are confidential. */
    @Override
    public String toString() {
        return "SummarizeResult[" + text.length() + " characters from " + parts.size() + " parts, " + model + ", "
                + usage + "]";
    }
}
