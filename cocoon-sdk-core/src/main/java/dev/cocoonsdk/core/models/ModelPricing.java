package dev.cocoonsdk.core.models;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenArithmetic;
import dev.cocoonsdk.core.Usage;

/**
 * What a model costs ({@code docs/protocol/payments.md} 6).
 *
 * @param pricePerToken price of one adjusted token
 * @param promptMultiplier in 1/10000, not negative
 * @param cachedMultiplier in 1/10000, not negative
 * @param completionMultiplier in 1/10000, not negative
 * @param reasoningMultiplier in 1/10000, not negative
 * @param minCoefficient the price coefficient of the cheapest provider that can be had, 1000 = ×1
 */
public record ModelPricing(
        NanoTon pricePerToken,
        int promptMultiplier,
        int cachedMultiplier,
        int completionMultiplier,
        int reasoningMultiplier,
        int minCoefficient) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a multiplier or the coefficient is negative
     */
    public ModelPricing {
        if ((promptMultiplier | cachedMultiplier | completionMultiplier | reasoningMultiplier | minCoefficient) < 0) {
            throw new IllegalArgumentException("pricing: a negative multiplier or coefficient (expected: >= 0)");
        }
    }

    /**
     * The most that one request may cost.
     *
     * @param maxTokens tokens of the answer at most
     * @param requestBytes length of the serialised request
     * @param coefficient highest accepted price coefficient, 1000 = ×1
     * @return saturates at 2<sup>63</sup> − 1 nanoton
     */
    public NanoTon worstCase(long maxTokens, long requestBytes, int coefficient) {
        return price(TokenArithmetic.worstCase(
                maxTokens, requestBytes, coefficient, promptMultiplier, completionMultiplier, reasoningMultiplier));
    }

    /**
     * What a usage costs at a provider's coefficient.
     *
     * @param coefficient the provider's, 1000 = ×1
     */
    public NanoTon cost(Usage usage, int coefficient) {
        long cached = Math.min(usage.cachedTokens(), usage.promptTokens());
        long reasoning = Math.min(usage.reasoningTokens(), usage.completionTokens());
        return price(TokenArithmetic.adjust(usage.promptTokens() - cached, coefficient, promptMultiplier)
                + TokenArithmetic.adjust(cached, coefficient, cachedMultiplier)
                + TokenArithmetic.adjust(usage.completionTokens() - reasoning, coefficient, completionMultiplier)
                + TokenArithmetic.adjust(reasoning, coefficient, reasoningMultiplier));
    }

    private NanoTon price(long adjustedTokens) {
        long high = Math.multiplyHigh(adjustedTokens, pricePerToken.value());
        long low = adjustedTokens * pricePerToken.value();
        return NanoTon.of(high != 0 || low < 0 ? Long.MAX_VALUE : low);
    }
}
