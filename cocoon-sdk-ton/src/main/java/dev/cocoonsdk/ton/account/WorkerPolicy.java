package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import java.time.Duration;

/**
 * When a worker collects what proxies signed ({@code docs/protocol/payments.md} 10), in coins, not in tokens. A threshold of zero is reached
 * by any amount, but never by nothing.
 *
 * @param threshold open amount at which a payout is collected at any time
 * @param idleThreshold the same while there is no work
 * @param closeThreshold the same before a contract of older parameters is forgotten
 * @param idle without a request for so long there is no work
 */
public record WorkerPolicy(NanoTon threshold, NanoTon idleThreshold, NanoTon closeThreshold, Duration idle) {

    /** 10, 0.2 and 0.01 TON, 600 s. */
    public static WorkerPolicy standard() {
        return new WorkerPolicy(
                NanoTon.ofTon(10), NanoTon.of(200_000_000), NanoTon.of(10_000_000), Duration.ofMinutes(10));
    }
}
