package dev.cocoonsdk.core;

import org.jspecify.annotations.Nullable;

/**
 * What a call used, in raw tokens as the model's tokenizer counts them ({@code docs/protocol/wire.md} 10.1).
 *
 * @param promptTokens tokens of the request, cached ones included; not negative
 * @param cachedTokens tokens of the request that the engine had in its cache; not negative
 * @param completionTokens tokens of the answer, reasoning included; not negative
 * @param reasoningTokens tokens of the answer that were reasoning; not negative
 * @param cost what the call costs ({@code usage.total_cost}, {@code docs/protocol/http-api.md} 2.4), or null if it was not reported
 */
public record Usage(
        long promptTokens,
        long cachedTokens,
        long completionTokens,
        long reasoningTokens,
        @Nullable NanoTon cost) {

    /** Nothing used and no cost reported: what stands in a result whose server reported no usage. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, null);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public Usage {
        if (promptTokens < 0 || cachedTokens < 0 || completionTokens < 0 || reasoningTokens < 0) {
            throw new IllegalArgumentException("usage: " + promptTokens + ", " + cachedTokens + ", " + completionTokens
                    + ", " + reasoningTokens + " (expected: >= 0)");
        }
    }

    /** Prompt and completion tokens together. */
    public long totalTokens() {
        return promptTokens + completionTokens;
    }

    /** The sum; its cost is known only if both costs are. */
    public Usage plus(Usage other) {
        NanoTon sum = cost == null || other.cost == null ? null : cost.plus(other.cost);
        return new Usage(
                promptTokens + other.promptTokens,
                cachedTokens + other.cachedTokens,
                completionTokens + other.completionTokens,
                reasoningTokens + other.reasoningTokens,
                sum);
    }
}
