package dev.cocoonsdk.core.policy;

import java.time.Duration;

/** The source of time for deadlines and pauses. Thread-safe. Tests inject one whose time they move by hand. */
public interface Scheduler {

    /** A monotone clock in nanoseconds with an arbitrary zero. */
    long nanoTime();

    /**
     * Runs a short task once, later, on any thread.
     *
     * @param delay zero or more
     * @return cancels the task if it has not begun; idempotent
     */
    Timer schedule(Duration delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Drops the task if it has not begun. */
        void cancel();
    }
}
