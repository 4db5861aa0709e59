package dev.cocoonsdk.broker.internal.market;

/** How many tokens a request may cost at most ({@code docs/protocol/payments.md} 6, "Do reserve"). */
@FunctionalInterface
public interface ReservationRule {

    /**
     * Adjusted tokens of the worst case.
     *
     * @param maxTokens longest answer in raw tokens
     * @param requestBytes bytes of the serialised request, which bound its tokens
     * @param maxCoefficient highest coefficient in 1/1000
     */
    long worstCase(int maxTokens, long requestBytes, int maxCoefficient);
}
