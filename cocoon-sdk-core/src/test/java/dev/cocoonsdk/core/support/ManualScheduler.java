package dev.cocoonsdk.core.support;

import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.policy.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that stands still until a test moves it. */
public final class ManualScheduler implements Scheduler {

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    private record Task(long due, Runnable action) {}

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable action) {
        Task task = new Task(now + delay.toNanos(), action);
        tasks.add(task);
        return () -> remove(task);
    }

    private synchronized void remove(Task task) {
        tasks.removeIf(other -> other == task);
    }

    /** Moves the time and runs what is due, on this thread. */
    public void advance(Duration step) {
        long until;
        synchronized (this) {
            until = now + step.toNanos();
        }
        Task next = takeNext(until);
        while (next != null) {
            next.action().run();
            next = takeNext(until);
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized Task takeNext(long until) {
        Task next = tasks.stream()
                .filter(task -> task.due() <= until)
                .min(Comparator.comparingLong(Task::due))
                .orElse(null);
        if (next != null) {
            tasks.remove(next);
            now = Math.max(now, next.due());
        }
        return next;
    }

    /** Whether something waits for exactly this long from now. */
    public synchronized boolean isWaiting(Duration delay) {
        return tasks.stream().anyMatch(task -> task.due() == now + delay.toNanos());
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return tasks.size();
    }

    /** Blocks until something waits for exactly this long from now. */
    public void awaitWaiting(Duration delay) {
        await().atMost(Duration.ofSeconds(60)).until(() -> isWaiting(delay));
    }
}
