package dev.cocoonsdk.crypto.sealed;

import java.time.Duration;

/**
 * When the events of a stream are sealed: at once, or several as one record, which hides their number and times somewhat
 * ({@code docs/sealed-envelope.md} 6.2).
 *
 * @param bytes as soon as so many wait, they are sealed; 1 or more
 * @param delay how long an event waits at most; not negative
 */
public record Batching(int bytes, Duration delay) {

    /** Each event at once. */
    public static final Batching NONE = new Batching(1, Duration.ZERO);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public Batching {
        if (bytes < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("batching: " + bytes + ", " + delay + " (expected: >= 1, >= 0)");
        }
    }

    /** Whether events may wait at all. */
    public boolean waits() {
        return bytes > 1 && !delay.isZero();
    }

    /** A batch for one stream. */
    public Batch begin() {
        return new Batch(this);
    }
}
