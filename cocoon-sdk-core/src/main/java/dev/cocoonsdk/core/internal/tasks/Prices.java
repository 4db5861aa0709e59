package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenArithmetic;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.internal.call.PricePlan;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelPricing;
import dev.cocoonsdk.core.transport.QueryLimits;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The worst-case price of chat calls, as the network reserves it ({@code docs/protocol/payments.md} 6). */
final class Prices {

    /** JSON around the two messages. */
    private static final long FRAME = 400;

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
                        PricePlan.worstCase(pricing, maxTokens, size, TokenArithmetic.COEFFICIENT_ONE)
                                .value());
    }

    /**
     * As {@link #shares}, but refuses requests that cannot fit into the amount even with the cheapest provider.
     *
     * @throws PriceTooHighException with the amount that would do
     */
    List<Part> firstShares(String prefix, List<ChatRequest> requests, long later, @Nullable NanoTon left) {
        if (pricing != null && left != null) {
            check(total(requests) + later, pricing.minCoefficient(), left);
        }
        return shares(prefix, requests, later, left);
    }

    private static void check(long weights, int coefficient, NanoTon left) {
        // Rounded up part by part: each rounds by itself when it is planned.
        long worst = TokenArithmetic.adjust(weights, coefficient, TokenArithmetic.MULTIPLIER_ONE);
        NanoTon working = NanoTon.of(worst + worst / 100);
        if (working.compareTo(left) > 0) {
            throw new PriceTooHighException(
                    "the input needs several requests that may cost " + working + " together, the cap is " + left
                            + "; allow more or send less",
                    coefficient,
                    working,
                    Acceptance.NOT_ACCEPTED);
        }
    }

    /**
     * Divides an amount among requests in proportion to their worst cases.
     *
     * @param prefix of the names of the parts, which are numbered from 1
     * @param later the weight of what follows and needs a share too
     * @param left the amount, or null if there is no limit
     */
    List<Part> shares(String prefix, List<ChatRequest> requests, long later, @Nullable NanoTon left) {
        long all = total(requests) + later;
        List<Part> parts = new ArrayList<>();
        for (ChatRequest request : requests) {
            parts.add(new Part(prefix + (parts.size() + 1), left == null ? null : share(left, weight(request), all)));
        }
        return parts;
    }

    private long total(List<ChatRequest> requests) {
        return requests.stream().mapToLong(this::weight).sum();
    }

    private static NanoTon share(NanoTon amount, long weight, long all) {
        return NanoTon.of(BigInteger.valueOf(amount.value())
                .multiply(BigInteger.valueOf(weight))
                .divide(BigInteger.valueOf(all))
                .longValueExact());
    }

    private static long bytes(String text) {
        return JsonValue.of(text).toJsonBytes().length;
    }
}
