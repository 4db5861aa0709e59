package dev.cocoonsdk.ton.wallet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs tasks on the caller's thread when the caller lets time pass. */
final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {

    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final List<Task> planned = new ArrayList<>();
    private Instant now;

    ManualTimer(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration time) {
        Instant end = now.plus(time);
        runReady();
        while (true) {
            Task first = planned.stream()
                    .filter(task -> !task.at.isAfter(end))
                    .min(Comparator.comparing(task -> task.at))
                    .orElse(null);
            if (first == null) {
                now = end;
                return;
            }
            planned.remove(first);
            now = first.at.isAfter(now) ? first.at : now;
            first.run();
            runReady();
        }
    }

    void runReady() {
        while (!ready.isEmpty()) {
            ready.removeFirst().run();
        }
    }

    /** As if the process were killed. */
    void forgetAll() {
        ready.clear();
        planned.clear();
    }

    @Override
    public void execute(Runnable task) {
        ready.addLast(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Task future = new Task(task, now.plusNanos(unit.toNanos(delay)));
        planned.add(future);
        return future;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        forgetAll();
    }

    @Override
    public List<Runnable> shutdownNow() {
        forgetAll();
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
        return true;
    }

    private static final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final Instant at;

        Task(Runnable task, Instant at) {
            super(task, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return at.compareTo(((Task) other).at);
        }
    }
}
