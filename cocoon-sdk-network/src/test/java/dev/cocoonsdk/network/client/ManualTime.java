package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Reconnector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** A clock with its scheduler that tests move by hand. */
final class ManualTime implements Reconnector.Scheduler {

    private record Task(long due, long order, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private long now;
    private long order;

    LinkContext context(long seed) {
        return new LinkContext(() -> now, new Random(seed));
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        tasks.add(new Task(now + delay.toNanos(), order++, task));
    }

    void advance(Duration duration) {
        long end = now + duration.toNanos();
        for (Task next = tasks.peek(); next != null && next.due <= end; next = tasks.peek()) {
            tasks.remove();
            now = next.due;
            next.action.run();
        }
        now = end;
    }
}
