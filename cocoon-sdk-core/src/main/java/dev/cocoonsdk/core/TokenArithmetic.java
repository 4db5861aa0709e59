package dev.cocoonsdk.core;

/**
 * The network's token arithmetic, in IEEE doubles exactly as its nodes compute it ({@code docs/protocol/wire.md} 10.2, {@code
 * docs/protocol/payments.md} 6).
 */
public final class TokenArithmetic {

    /** A coefficient of ×1. */
    public static final int COEFFICIENT_ONE = 1000;

    /** A multiplier of ×1. */
    public static final int MULTIPLIER_ONE = 10_000;

    private TokenArithmetic() {}

    /**
     * Adjusted tokens: {@code trunc(tokens · (coefficient · 0.001) · multiplier · 0.0001)}, evaluated left to right.
     *
     * @param tokens raw tokens, not negative
     * @param coefficient in 1/1000, not negative
     * @param multiplier in 1/10000, not negative
     * @return at most 2<sup>63</sup> − 1
     * @throws IllegalArgumentException if an argument is negative
     */
    public static long adjust(long tokens, long coefficient, long multiplier) {
        if (tokens < 0 || coefficient < 0 || multiplier < 0) {
            throw new IllegalArgumentException(
                    "adjust: " + tokens + ", " + coefficient + ", " + multiplier + " (expected: >= 0)");
        }
        return (long) ((double) tokens * ((double) coefficient * 0.001) * (double) multiplier * 0.0001);
    }

    /**
     * The most adjusted tokens that one request may be charged: {@code adjust(maxTokens, coefficient, max(completion, reasoning)) +
     * adjust(requestBytes, coefficient, prompt)}, the rule of {@code docs/protocol/payments.md} 6.
     *
     * @param maxTokens tokens of the answer at most
     * @param requestBytes length of the serialised request; no tokenizer makes more tokens than bytes
     * @param coefficient highest accepted, in 1/1000
     * @param promptMultiplier in 1/10000
     * @param completionMultiplier in 1/10000
     * @param reasoningMultiplier in 1/10000
     * @return saturates at 2<sup>63</sup> − 1
     * @throws IllegalArgumentException if an argument is negative
     */
    public static long worstCase(
            long maxTokens,
            long requestBytes,
            long coefficient,
            long promptMultiplier,
            long completionMultiplier,
            long reasoningMultiplier) {
        long answer = adjust(maxTokens, coefficient, Math.max(completionMultiplier, reasoningMultiplier));
        long request = adjust(requestBytes, coefficient, promptMultiplier);
        long sum = answer + request;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
