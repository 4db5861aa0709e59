package dev.cocoonsdk.benchmarks.soak;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What happened so far. Thread-safe. */
final class Tally {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    final AtomicInteger workersReady = new AtomicInteger();
    final AtomicInteger clientsReady = new AtomicInteger();
    final AtomicInteger streamsBegun = new AtomicInteger();
    final AtomicInteger streamsCompleted = new AtomicInteger();
    final AtomicInteger streamsWrong = new AtomicInteger();
    final AtomicLong bytes = new AtomicLong();
    final AtomicInteger workerPayments = new AtomicInteger();
    final AtomicInteger clientPayments = new AtomicInteger();
    private final Map<String, AtomicInteger> lost = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /** A connection or a stream ended that should not; ignored once the run is over. */
    void lost(String what, String why) {
        if (!closing) {
            lost.computeIfAbsent(what + ": " + why, text -> new AtomicInteger()).incrementAndGet();
        }
    }

    void closing() {
        closing = true;
    }

    Map<String, Integer> losses() {
        Map<String, Integer> result = new TreeMap<>();
        lost.forEach((what, count) -> result.put(what, count.get()));
        return result;
    }

    /**
     * Waits until something has happened.
     *
     * @throws IllegalStateException if something was lost, or it does not happen within ten minutes
     */
    void await(String what, BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (!lost.isEmpty() || System.nanoTime() - end > 0) {
                throw new IllegalStateException(what + ": not complete: " + this);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public String toString() {
        return "workers " + workersReady + ", clients " + clientsReady + ", streams begun " + streamsBegun
                + ", completed " + streamsCompleted + ", wrong " + streamsWrong + ", bytes " + bytes + ", lost "
                + losses();
    }
}
