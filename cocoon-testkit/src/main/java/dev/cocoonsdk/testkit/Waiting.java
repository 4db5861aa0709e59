package dev.cocoonsdk.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what others do. */
final class Waiting {

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

    private Waiting() {}

    /**
     * Returns when a condition holds.
     *
     * @param state says how things stand, for the failure
     * @throws IllegalStateException after a minute, or if the thread is interrupted
     */
    static void until(BooleanSupplier condition, Supplier<?> state) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("within " + LIMIT.toSeconds() + " s not yet: " + state.get());
            } else if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting: " + state.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
