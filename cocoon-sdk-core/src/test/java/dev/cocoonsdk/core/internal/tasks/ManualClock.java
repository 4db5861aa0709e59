package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.policy.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test moves; runs no timers. */
final class ManualClock implements Scheduler {

    private final AtomicLong now = new AtomicLong(1);

    void advance(Duration by) {
        now.addAndGet(by.toNanos());
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        throw new AssertionError("task calls leave timers to the chat calls below");
    }
}
