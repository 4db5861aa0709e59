package dev.cocoonsdk.ton;

/**
 * What one request used in adjusted tokens, the unit of all counters and payments ({@code docs/protocol/wire.md} 10.2). The numbers
 * are those of {@code tokensUsed} on the wire.
 *
 * @param prompt of prompt tokens that were not cached, not negative
 * @param cached of prompt tokens that were cached, not negative
 * @param completion of completion tokens without reasoning, not negative
 * @param reasoning of reasoning tokens, not negative
 */
public record AdjustedTokens(long prompt, long cached, long completion, long reasoning) {

    /** Nothing used. */
    public static final AdjustedTokens ZERO = new AdjustedTokens(0, 0, 0, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public AdjustedTokens {
        if (prompt < 0 || cached < 0 || completion < 0 || reasoning < 0) {
            throw new IllegalArgumentException("adjusted tokens: " + prompt + ", " + cached + ", " + completion + ", "
                    + reasoning + " (expected: >= 0)");
        }
    }

    /** The sum, what is charged; saturates at 2<sup>63</sup> − 1. */
    public long total() {
        return plus(plus(prompt, cached), plus(completion, reasoning));
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
