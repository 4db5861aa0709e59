package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelPricing;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.transport.QueryLimits;
import org.jspecify.annotations.Nullable;

/**
 * The highest price coefficient that an attempt may ask for, and what that costs at worst ({@code docs/protocol/payments.md} 6).
 *
 * @param maxCoefficient 1000 = ×1
 * @param worstCase nanoton, 0 if no price is known
 */
public record PricePlan(int maxCoefficient, long worstCase) {

    /** What the network adds to a body when it serialises the request: path, headers, framing. */
    private static final int ENVELOPE_BYTES = 1024;

    /**
     * Plans an attempt.
     *
     * @param info what the server says about the model, or null if nothing
     * @param budget nanoton that the attempt may cost
     * @throws PriceTooHighException if not even the cheapest provider fits
     */
    static PricePlan of(PriceCap cap, @Nullable ModelInfo info, int maxTokens, int bodyBytes, long budget) {
        int limit = cap.maxCoefficient() == null ? QueryLimits.DEFAULT_MAX_COEFFICIENT : cap.maxCoefficient();
        ModelPricing pricing = info == null ? null : info.pricing();
        if (info == null || pricing == null) {
            return new PricePlan(limit, 0);
        }
        Integer cheapest = info.minCoefficient();
        int least = cheapest == null ? 0 : cheapest;
        int coefficient = largest(limit, pricing, maxTokens, bodyBytes, budget);
        if (coefficient < least) {
            throw tooHigh(least, worstCase(pricing, maxTokens, bodyBytes, least), budget, limit);
        }
        return new PricePlan(
                coefficient,
                worstCase(pricing, maxTokens, bodyBytes, coefficient).value());
    }

    /** What a request costs at most, as the network reserves it. */
    public static NanoTon worstCase(ModelPricing pricing, int maxTokens, long bodyBytes, int coefficient) {
        return pricing.worstCase(maxTokens, bodyBytes + ENVELOPE_BYTES, coefficient);
    }

    /** The largest coefficient up to a limit whose worst case fits the budget, or −1. */
    private static int largest(int limit, ModelPricing pricing, int maxTokens, int bodyBytes, long budget) {
        int fits = -1;
        int tooHigh = limit + 1;
        while (tooHigh - fits > 1) {
            int middle = (fits + tooHigh) >>> 1;
            if (worstCase(pricing, maxTokens, bodyBytes, middle).value() <= budget) {
                fits = middle;
            } else {
                tooHigh = middle;
            }
        }
        return fits;
    }

    private static PriceTooHighException tooHigh(int least, NanoTon price, long budget, int limit) {
        String message = least > limit
                ? "the cheapest provider has the price coefficient " + least + ", the cap is " + limit
                : "the call may cost up to " + price + " with the cheapest provider (coefficient " + least
                        + "), the cap leaves " + NanoTon.of(budget);
        return new PriceTooHighException(
                message + "; raise the cap or lower max_tokens", least, price, Acceptance.NOT_ACCEPTED);
    }
}
