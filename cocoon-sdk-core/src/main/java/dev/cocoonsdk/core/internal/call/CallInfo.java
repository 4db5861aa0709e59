package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import org.jspecify.annotations.Nullable;

/**
 * What the policy layer knows about a finished call.
 *
 * @param cost what the transport says that the call costs, or null if it says nothing
 */
public record CallInfo(
        Timings timings,
        int attempts,
        Verification verification,
        @Nullable NanoTon cost) {

    /** The usage for the result: what the answer reported, with the transport's cost where the answer has none. */
    public Usage usage(@Nullable Usage reported) {
        Usage known = reported == null ? Usage.NONE : reported;
        if (cost == null || known.cost() != null) {
            return known;
        }
        return new Usage(
                known.promptTokens(), known.cachedTokens(), known.completionTokens(), known.reasoningTokens(), cost);
    }
}
