package dev.cocoonsdk.ton;

/**
 * Weights of the four kinds of tokens in 1/10,000: 10,000 means that a token counts as one ({@code docs/protocol/contracts.md} 3).
 *
 * @param prompt of prompt tokens that were not cached, an unsigned 32-bit number
 * @param cached of prompt tokens that were cached, an unsigned 32-bit number
 * @param completion of completion tokens without reasoning, an unsigned 32-bit number
 * @param reasoning of reasoning tokens, an unsigned 32-bit number
 */
public record TokenMultipliers(long prompt, long cached, long completion, long reasoning) {

    /** A token counts as one. */
    public static final long UNIT = 10_000;

    /** Every token counts as one. */
    public static final TokenMultipliers DEFAULT = new TokenMultipliers(UNIT, UNIT, UNIT, UNIT);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number does not fit into 32 bits
     */
    public TokenMultipliers {
        Uint32.check("prompt multiplier", prompt);
        Uint32.check("cached multiplier", cached);
        Uint32.check("completion multiplier", completion);
        Uint32.check("reasoning multiplier", reasoning);
    }

    /** The greater weight of the two kinds of tokens that a model produces. */
    public long greatestOutput() {
        return Math.max(completion, reasoning);
    }
}
