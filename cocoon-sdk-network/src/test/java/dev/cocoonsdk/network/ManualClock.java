package dev.cocoonsdk.network;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A clock that tests move by hand. */
final class ManualClock {

    private long nanos;

    LinkContext context() {
        return context(new Random(1));
    }

    LinkContext context(RandomGenerator random) {
        return new LinkContext(() -> nanos, random);
    }

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    long nanos() {
        return nanos;
    }
}
