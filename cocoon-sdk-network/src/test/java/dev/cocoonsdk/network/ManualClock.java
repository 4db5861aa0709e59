package dev.cocoonsdk.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A clock that tests move by hand. */
final class ManualClock {

    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private long nanos;
    private Duration jumped = Duration.ZERO;

    LinkContext context() {
        return context(new Random(1));
    }

    LinkContext context(RandomGenerator random) {
        return new LinkContext(() -> nanos, random, this::instant);
    }

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    /** Sets the clock of dates forward; the monotonic one knows nothing of it. */
    void jump(Duration duration) {
        jumped = jumped.plus(duration);
    }

    Instant instant() {
        return START.plusNanos(nanos).plus(jumped);
    }

    long nanos() {
        return nanos;
    }
}
