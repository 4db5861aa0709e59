package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.SignedPayment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that a proxy gives to a worker ({@code docs/protocol/wire.md} 9.3).
 *
 * @param id 32 random bytes, of this leg only
 * @param http a boxed {@code http.request}, forwarded unchanged
 * @param payment the last payout signed for this worker, null to say nothing of it
 * @param timeout when the proxy gives up; the worker is told 0.95 of it
 * @param debug whether a debug text is wanted at the end
 */
public record WorkerQuery(
        Hash256 id, TlBytes http, @Nullable SignedPayment payment, Duration timeout, boolean debug) {}
