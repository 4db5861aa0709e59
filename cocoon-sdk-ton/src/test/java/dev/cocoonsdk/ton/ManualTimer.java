package dev.cocoonsdk.ton;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer and clock that a test moves by hand. Tasks run on the thread that moves the time, those without delay at the next move. */
public final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {

    private final Instant start;
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task<?> task) -> task.due).thenComparingLong(task -> task.number));
    private long now;
    private long numbers;

    /** A timer whose clock begins at a moment. */
    public ManualTimer(Instant start) {
        this.start = start;
    }

    private final class Task<T> extends FutureTask<T> implements ScheduledFuture<T> {
        private final long due;
        private final long number;

        private Task(Callable<T> action, long due, long number) {
            super(action);
            this.due = due;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public synchronized Instant instant() {
        return start.plusNanos(now);
    }

    /** Runs what is due now, and what that plans without delay. */
    public void run() {
        advance(Duration.ZERO);
    }

    /** Moves the time on and runs what becomes due, in order. */
    public void advance(Duration duration) {
        long end;
        synchronized (this) {
            end = now + duration.toNanos();
        }
        for (Task<?> task = next(end); task != null; task = next(end)) {
            task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Task<?> next(long end) {
        Task<?> task = tasks.peek();
        if (task == null || task.due > end) {
            return null;
        }
        tasks.poll();
        now = Math.max(now, task.due);
        return task;
    }

    /** How long from now each waiting task is planned, soonest first. */
    public synchronized List<Duration> planned() {
        List<Task<?>> waiting = new ArrayList<>(tasks);
        waiting.removeIf(FutureTask::isCancelled);
        return waiting.stream()
                .map(task -> Duration.ofNanos(task.due - now))
                .sorted()
                .toList();
    }

    @Override
    public synchronized <V> ScheduledFuture<V> schedule(Callable<V> action, long delay, TimeUnit unit) {
        Task<V> task = new Task<>(action, now + unit.toNanos(Math.max(0, delay)), numbers++);
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    action.run();
                    return null;
                },
                delay,
                unit);
    }

    @Override
    public void execute(Runnable action) {
        schedule(action, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable action, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("fixed rate");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable action, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("fixed delay");
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
