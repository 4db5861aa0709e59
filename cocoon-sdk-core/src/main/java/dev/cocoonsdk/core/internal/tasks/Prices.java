package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenArithmetic;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelPricing;
import dev.cocoonsdk.core.transport.QueryLimits;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The worst-case price of chat calls, as the network reserves it ({@code docs/protocol/payments.md} 6). */
final class Prices {

    /** JSON around the two messages, and what the network adds to a body. */
    private static final long FRAME = 1024 + 400;

    private final @Nullable ModelPricing pricing;

    Prices(@Nullable ModelInfo info) {
        this.pricing = info == null ? null : info.pricing();
    }

    /** The weight of a call among others: its worst case at coefficient 1000, in whatever unit is known. */
    long weight(ChatRequest request) {
        long bytes = request.messages().stream()
                .mapToLong(message -> bytes(message.text()))
                .sum();
        Integer maxTokens = request.maxTokens();
        return weight(bytes, maxTokens == null ? QueryLimits.DEFAULT_MAX_TOKENS : maxTokens);
    }

    /** The weight of a call whose input is not known yet. */
    long weight(String system, long userBytes, int maxTokens) {
        return weight(bytes(system) + userBytes, maxTokens);
    }

    private long weight(long bytes, int maxTokens) {
        long size = bytes + FRAME;
        return pricing == null
                ? size + maxTokens
                : Math.max(
                        1,
                        pricing.worstCase(maxTokens, size, TokenArithmetic.COEFFICIENT_ONE)
                                .value());
    }

    /**
     * Refuses a call of several parts that cannot fit into its cap even with the cheapest provider.
     *
     * @param weights of all its calls together
     * @throws PriceTooHighException with the price that would do
     */
    void check(long weights, NanoTon cap) {
        if (pricing == null) {
            return;
        }
        long worst = TokenArithmetic.adjust(weights, pricing.minCoefficient(), TokenArithmetic.MULTIPLIER_ONE);
        if (worst > cap.value()) {
            NanoTon working = NanoTon.of(worst);
            throw new PriceTooHighException(
                    "the input needs several calls that may cost " + working + " together, the cap is " + cap
                            + "; allow more or send less",
                    pricing.minCoefficient(),
                    working,
                    Acceptance.NOT_ACCEPTED);
        }
    }

    /** The part of an amount that belongs to one of several weights. */
    static NanoTon share(NanoTon amount, long weight, long all) {
        return NanoTon.of(BigInteger.valueOf(amount.value())
                .multiply(BigInteger.valueOf(weight))
                .divide(BigInteger.valueOf(all))
                .longValueExact());
    }

    private static long bytes(String text) {
        return JsonValue.of(text).toJsonBytes().length;
    }
}
