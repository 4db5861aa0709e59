package dev.cocoonsdk.core.policy;

import dev.cocoonsdk.core.NanoTon;
import org.jspecify.annotations.Nullable;

/**
 * What a call may cost, all its attempts and parts together. Where the server publishes prices ({@code pricing} in its model list), the
 * worst case is computed before anything is sent and the highest coefficient that fits is asked for; elsewhere only costs that the
 * server reports are held against the cap.
 *
 * @param maxPrice the most the whole call may cost, or null for no limit
 * @param maxCoefficient the highest price coefficient of a provider (1000 = ×1), 0 or more, or null for the network's default of 4000
 */
public record PriceCap(@Nullable NanoTon maxPrice, @Nullable Integer maxCoefficient) {

    /** No limit beyond the network's default coefficient. */
    public static final PriceCap NONE = new PriceCap(null, null);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the coefficient is negative
     */
    public PriceCap {
        if (maxCoefficient != null && maxCoefficient < 0) {
            throw new IllegalArgumentException("maxCoefficient: " + maxCoefficient + " (expected: >= 0)");
        }
    }

    /** At most this amount for the whole call. */
    public static PriceCap of(NanoTon maxPrice) {
        return new PriceCap(maxPrice, null);
    }

    /**
     * At most this price coefficient (1000 = ×1).
     *
     * @throws IllegalArgumentException if negative
     */
    public static PriceCap ofCoefficient(int maxCoefficient) {
        return new PriceCap(null, maxCoefficient);
    }
}
