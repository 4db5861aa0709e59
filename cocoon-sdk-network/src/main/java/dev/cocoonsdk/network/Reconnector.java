package dev.cocoonsdk.network;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Keeps one connection alive: connects, and after each end connects again with growing waits. A connection that became ready
 * starts the waits anew. On one thread only, usually the loop's.
 */
public final class Reconnector {

    /** Runs a task later, for example {@code loop::schedule}. */
    @FunctionalInterface
    public interface Scheduler {
        /** Runs {@code task} on the same thread after {@code delay}. */
        void schedule(Duration delay, Runnable task);
    }

    private final Backoff backoff;
    private final RandomGenerator random;
    private final Scheduler scheduler;
    private final Runnable connect;
    private int failures;
    private boolean stopped;

    /**
     * A reconnector that does nothing yet.
     *
     * @param backoff how long to wait
     * @param random for the jitter
     * @param scheduler runs the next attempt
     * @param connect starts an attempt; each ends with one call of {@link #closed()}
     */
    public Reconnector(Backoff backoff, RandomGenerator random, Scheduler scheduler, Runnable connect) {
        this.backoff = backoff;
        this.random = random;
        this.scheduler = scheduler;
        this.connect = connect;
    }

    /** Makes the first attempt. */
    public void start() {
        connect.run();
    }

    /** The attempt was successful: the handshake is complete. */
    public void ready() {
        failures = 0;
    }

    /** The attempt failed, or the connection ended. */
    public void closed() {
        if (!stopped) {
            failures++;
            scheduler.schedule(backoff.wait(failures, random), this::again);
        }
    }

    /** Makes no more attempts. */
    public void stop() {
        stopped = true;
    }

    private void again() {
        if (!stopped) {
            connect.run();
        }
    }
}
