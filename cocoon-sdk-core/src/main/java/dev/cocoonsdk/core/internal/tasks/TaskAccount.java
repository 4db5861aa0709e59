package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CallResult;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.policy.Scheduler;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one task call and what its sub-calls have used of them. The total deadline and the price cap hold for all sub-calls
 * together: each gets the time that is left and a share of the money that is left, in proportion to its weight. Thread-safe.
 */
final class TaskAccount {

    private final CallOptions options;
    private final Deadlines deadlines;
    private final PriceCap cap;
    private final Scheduler clock;
    private final long started;

    private long left; // nanoton that no sub-call has spent or may spend; guarded by this
    private long plannedWeight; // of the sub-calls not yet begun; guarded by this
    private @Nullable Usage usage; // guarded by this
    private int attempts; // guarded by this
    private @Nullable Confidentiality weakest; // guarded by this
    private @Nullable Duration firstToken; // guarded by this

    TaskAccount(CallOptions options, Deadlines deadlines, PriceCap cap, Scheduler clock) {
        this.options = options;
        this.deadlines = deadlines;
        this.cap = cap;
        this.clock = clock;
        this.started = clock.nanoTime();
        this.left = cap.maxPrice() == null ? Long.MAX_VALUE : cap.maxPrice().value();
    }

    @Nullable
    NanoTon maxPrice() {
        return cap.maxPrice();
    }

    /** Says how much work the sub-calls not yet begun are, in any unit. */
    synchronized void plan(long weight) {
        plannedWeight = weight;
    }

    /** Begins a sub-call: sets its share of the money aside. */
    synchronized Share share(long weight) {
        if (cap.maxPrice() == null) {
            return new Share(null);
        }
        long all = Math.max(weight, plannedWeight);
        long amount = all <= weight ? left : muldiv(left, weight, all);
        left -= amount;
        plannedWeight = all - weight;
        return new Share(NanoTon.of(amount));
    }

    /**
     * The options of a sub-call.
     *
     * @param name distinguishes it from the others of the task call, or null if it is the only one
     * @throws CallTimeoutException if no time is left
     */
    CallOptions options(Share share, @Nullable String name) {
        return options.toBuilder()
                .deadlines(timeLeft())
                .priceCap(new PriceCap(share.amount, cap.maxCoefficient()))
                .idempotencyKey(key(name))
                .build();
    }

    /** The options of a request that costs nothing. */
    CallOptions freeOptions() {
        return options.toBuilder().deadlines(timeLeft()).idempotencyKey(null).build();
    }

    private Deadlines timeLeft() {
        Duration rest = deadlines.total().minus(elapsed());
        if (rest.isZero() || rest.isNegative()) {
            throw new CallTimeoutException(Deadline.TOTAL, deadlines.total(), acceptance());
        }
        return deadlines.withTotal(rest);
    }

    private @Nullable String key(@Nullable String name) {
        String key = options.idempotencyKey();
        return key == null || name == null
                ? key
                : Hash256.sha256((key + "\n" + name).getBytes(StandardCharsets.US_ASCII))
                        .toHex();
    }

    Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - started);
    }

    /** Books the end of a sub-call. */
    synchronized void settle(Share share, CallResult result) {
        NanoTon cost = result.usage().cost();
        // A cost that nobody reports is taken to be the whole share.
        left += share.amount == null || cost == null ? 0 : share.amount.value() - cost.value();
        left = Math.max(left, 0);
        usage = usage == null ? result.usage() : usage.plus(result.usage());
        attempts += result.attempts();
        Confidentiality level = result.confidentiality();
        weakest = weakest == null || level.compareTo(weakest) < 0 ? level : weakest;
    }

    synchronized Usage usage() {
        return usage == null ? Usage.NONE : usage;
    }

    synchronized int attempts() {
        return attempts;
    }

    /** The weakest of the sub-calls'. */
    synchronized Confidentiality confidentiality() {
        return weakest == null ? Confidentiality.NONE : weakest;
    }

    /** Notes the first piece of the answer, unless there was one before. */
    synchronized void firstToken(Duration since) {
        firstToken = firstToken == null ? since : firstToken;
    }

    synchronized Timings timings() {
        return new Timings(firstToken, elapsed());
    }

    private synchronized Acceptance acceptance() {
        return attempts > 0 ? Acceptance.ACCEPTED : Acceptance.NOT_ACCEPTED;
    }

    /** A sub-call's failure as one of the whole call. */
    RuntimeException explain(RuntimeException failure, @Nullable Share share) {
        RuntimeException whole = failure;
        if (failure instanceof CallTimeoutException timeout && timeout.deadline() == Deadline.TOTAL) {
            whole = new CallTimeoutException(Deadline.TOTAL, deadlines.total(), timeout.acceptance());
        } else if (failure instanceof PriceTooHighException price && share != null && share.amount != null) {
            whole = explain(price, share.amount);
        }
        if (whole != failure) {
            whole.addSuppressed(failure);
        }
        if (acceptance() == Acceptance.ACCEPTED) {
            whole.addSuppressed(new CallCancelledException(
                    "other parts of the call were answered before and may be charged", null, Acceptance.ACCEPTED));
        }
        return whole;
    }

    private PriceTooHighException explain(PriceTooHighException price, NanoTon amount) {
        NanoTon max = cap.maxPrice();
        NanoTon working = price.workingPrice();
        working = max == null || working == null || amount.isZero()
                ? null
                : NanoTon.of(muldiv(max.value(), working.value(), amount.value()));
        String message = "the parts of this call do not fit into its price cap of " + max
                + (working == null ? "" : "; about " + working + " would do");
        return new PriceTooHighException(message, price.workingCoefficient(), working, price.acceptance());
    }

    private static long muldiv(long a, long b, long c) {
        BigInteger exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divide(BigInteger.valueOf(c));
        return exact.bitLength() > 63 ? Long.MAX_VALUE : exact.longValueExact();
    }

    /** Money set aside for one sub-call. */
    static final class Share {
        private final @Nullable NanoTon amount;

        private Share(@Nullable NanoTon amount) {
            this.amount = amount;
        }
    }
}
