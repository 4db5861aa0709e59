package dev.cocoonsdk.it.conformance;

import dev.cocoonsdk.network.LinkContext;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only the test moves. Thread-safe. */
final class ManualClock {

    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    LinkContext context() {
        return new LinkContext(nanos::get, new Random(1));
    }
}
