package dev.cocoonsdk.core.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before an attempt is repeated. Implementations are immutable. */
@FunctionalInterface
public interface Backoff {

    /**
     * The pause after a failed attempt.
     *
     * @param failedAttempts how many attempts failed so far, at least 1
     * @param random the source of jitter
     * @return zero or more
     */
    Duration delay(int failedAttempts, RandomGenerator random);

    /**
     * The same pause each time.
     *
     * @throws IllegalArgumentException if negative
     */
    static Backoff fixed(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: " + delay + " (expected: >= 0)");
        }
        return (failedAttempts, random) -> delay;
    }

    /**
     * A pause that doubles each time.
     *
     * @param first the first pause, positive
     * @param max the longest pause, at least {@code first}
     * @throws IllegalArgumentException if the range is wrong
     */
    static Backoff exponential(Duration first, Duration max) {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("backoff: " + first + " to " + max + " (expected: 0 < first <= max)");
        }
        return (failedAttempts, random) -> {
            Duration delay = first;
            for (int i = 1; i < failedAttempts && delay.compareTo(max) < 0; i++) {
                delay = delay.multipliedBy(2);
            }
            return delay.compareTo(max) < 0 ? delay : max;
        };
    }

    /**
     * These pauses, each shortened or lengthened at random, so that many clients do not come back at the same moment.
     *
     * @param rate how much of the pause may be added or taken away, 0 to 1
     * @throws IllegalArgumentException if the rate is out of range
     */
    default Backoff withJitter(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate: " + rate + " (expected: 0 to 1)");
        }
        return (failedAttempts, random) -> {
            long nanos = delay(failedAttempts, random).toNanos();
            return Duration.ofNanos((long) (nanos * (1 - rate + 2 * rate * random.nextDouble())));
        };
    }
}
