package dev.cocoonsdk.network;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: doubled after each failure up to a limit, then spread at random so that many peers do
 * not come back at once.
 *
 * @param first wait after the first failure, more than zero
 * @param most upper limit before spreading, not less than {@code first}
 * @param jitter share of the wait by which it may be shorter or longer, from 0 to 1
 */
public record Backoff(Duration first, Duration most, double jitter) {

    /** From 0.5 s to 10 s, which is the tick of the reference (wire.md 3.7), give or take a quarter. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), 0.25);

    private static final int MOST_DOUBLINGS = 40;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Backoff {
        if (first.isZero() || first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("wait: " + first + " to " + most + " (expected: 0 < first <= most)");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter: " + jitter + " (expected: 0 to 1)");
        }
    }

    /**
     * The wait after a failure.
     *
     * @param failures how many in a row, 1 or more
     */
    public Duration wait(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
        double nanos = Math.min(first.toNanos() * Math.pow(2, doublings), (double) most.toNanos());
        double spread = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofNanos(Math.round(nanos * spread));
    }
}
