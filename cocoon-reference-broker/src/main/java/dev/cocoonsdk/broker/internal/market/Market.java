package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.core.Hash256;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The parts that all requests share.
 *
 * @param registry the workers
 * @param ledger the counters
 * @param stats the statistics
 * @param clock monotonic clock in nanoseconds
 * @param ids random request ids
 */
public record Market(
        WorkerRegistry registry, Ledger ledger, MarketStats stats, LongSupplier clock, Supplier<Hash256> ids) {

    long nanoTime() {
        return clock.getAsLong();
    }

    Hash256 newId() {
        return ids.get();
    }
}
