package dev.cocoonsdk.network;

import org.jspecify.annotations.Nullable;

/** What a peer was told of its counters: it is never told less ({@code docs/protocol/wire.md} 10.6). */
final class ToldNumbers {

    private @Nullable PaymentNumbers told;

    /** Remembers numbers that the peer is going to see and returns those to send. */
    PaymentNumbers tell(PaymentNumbers numbers) {
        PaymentNumbers rising = told == null ? numbers : told.max(numbers);
        told = rising;
        return rising;
    }
}
