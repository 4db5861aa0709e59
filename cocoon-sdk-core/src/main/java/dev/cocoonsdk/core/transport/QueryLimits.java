package dev.cocoonsdk.core.transport;

import java.time.Duration;

/**
 * What a query carries beside its body ({@code docs/protocol/wire.md} 9.1).
 *
 * @param maxTokens tokens that are reserved for the answer, 0 or more
 * @param maxCoefficient highest accepted price coefficient (1000 = ×1), 0 or more
 * @param timeout how long the other side may work on it, positive
 */
public record QueryLimits(int maxTokens, int maxCoefficient, Duration timeout) {

    /** Tokens reserved when a request does not say. */
    public static final int DEFAULT_MAX_TOKENS = 1000;

    /** Price coefficient accepted when a request does not say. */
    public static final int DEFAULT_MAX_COEFFICIENT = 4000;

    /** The network's defaults: 1000 tokens, coefficient 4000, 120 s. */
    public static final QueryLimits DEFAULT =
            new QueryLimits(DEFAULT_MAX_TOKENS, DEFAULT_MAX_COEFFICIENT, Duration.ofMinutes(2));

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public QueryLimits {
        if (maxTokens < 0 || maxCoefficient < 0 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "limits: " + maxTokens + ", " + maxCoefficient + ", " + timeout + " (expected: >= 0, >= 0, > 0)");
        }
    }
}
