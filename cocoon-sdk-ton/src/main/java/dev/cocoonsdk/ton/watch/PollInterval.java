package dev.cocoonsdk.ton.watch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause between two rounds, another one each time, so that many nodes do not ask at the same moment.
 *
 * @param min shortest pause, positive
 * @param max longest pause
 */
public record PollInterval(Duration min, Duration max) {

    /** What nodes do: 5 to 10 s ({@code docs/protocol/payments.md} 4). */
    public static final PollInterval DEFAULT = new PollInterval(Duration.ofSeconds(5), Duration.ofSeconds(10));

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is empty or not positive
     */
    public PollInterval {
        if (min.isNegative() || min.isZero() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("poll interval: " + min + " to " + max + " (expected: 0 < min <= max)");
        }
    }

    Duration next(RandomGenerator random) {
        long spread = max.minus(min).toMillis();
        return min.plusMillis(spread == 0 ? 0 : random.nextLong(spread + 1));
    }
}
