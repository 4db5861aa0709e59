package dev.cocoonsdk.network;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.SignedPayment;

/**
 * A proxy's cumulative numbers for one worker ({@code docs/protocol/wire.md} 10.3): signed &le; database &le; memory.
 *
 * @param payment the last payout signed for the worker; signed for 0 tokens if nothing is on the chain yet
 * @param database adjusted tokens on the proxy's disk
 * @param memory adjusted tokens in the proxy's memory, the {@code max_tokens} of the messages
 */
public record PaymentNumbers(SignedPayment payment, TokenCount database, TokenCount memory) {

    /** The larger of each number. */
    PaymentNumbers max(PaymentNumbers other) {
        return new PaymentNumbers(
                payment.tokens().compareTo(other.payment.tokens()) >= 0 ? payment : other.payment,
                database.max(other.database),
                memory.max(other.memory));
    }
}
