package dev.cocoonsdk.network;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a state machine needs of its surroundings.
 *
 * @param nanoTime a monotonic clock in nanoseconds that starts near 0
 * @param random for ids and jitter; used on the link's thread only
 * @param clock says whether the verdict about a peer still holds ({@link dev.cocoonsdk.crypto.Verdict.Trusted#validUntil()})
 */
public record LinkContext(LongSupplier nanoTime, RandomGenerator random, InstantSource clock) {

    /** With the clock of the system for verdicts. */
    public LinkContext(LongSupplier nanoTime, RandomGenerator random) {
        this(nanoTime, random, InstantSource.system());
    }

    /** The deadline of a state machine that waits for nothing. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The clock of the system and a secure generator. */
    public static LinkContext system() {
        long origin = System.nanoTime();
        return new LinkContext(() -> System.nanoTime() - origin, new SecureRandom());
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** The time after a delay; of a delay of centuries, the last time before {@link #NEVER}. */
    long after(Duration delay) {
        long now = now();
        return delay.compareTo(LONGEST) >= 0 ? NEVER - 1 : now + delay.toNanos();
    }
}
