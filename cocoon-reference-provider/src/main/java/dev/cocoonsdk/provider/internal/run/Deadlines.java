package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.network.Reconnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells which of many things is overdue, with one timer for the nearest deadline instead of one for each, so that what ended in
 * time leaves nothing behind. On one thread only.
 */
final class Deadlines<T> {

    private final LongSupplier nanoTime;
    private final Reconnector.Scheduler scheduler;
    private final Consumer<T> overdue;
    private final Map<T, Long> deadlines = new LinkedHashMap<>();
    private long nextLook = Long.MAX_VALUE;

    Deadlines(LongSupplier nanoTime, Reconnector.Scheduler scheduler, Consumer<T> overdue) {
        this.nanoTime = nanoTime;
        this.scheduler = scheduler;
        this.overdue = overdue;
    }

    void add(T item, Duration allowed) {
        long deadline = nanoTime.getAsLong() + allowed.toNanos();
        deadlines.put(item, deadline);
        look(deadline);
    }

    void remove(T item) {
        deadlines.remove(item);
    }

    private void look(long at) {
        if (at < nextLook) {
            nextLook = at;
            try {
                scheduler.schedule(Duration.ofNanos(Math.max(0, at - nanoTime.getAsLong())), this::expire);
            } catch (RejectedExecutionException e) {
                // The loop is closing and ends everything itself.
                nextLook = Long.MAX_VALUE;
            }
        }
    }

    private void expire() {
        long now = nanoTime.getAsLong();
        nextLook = Long.MAX_VALUE;
        List<T> late = new ArrayList<>();
        deadlines.forEach((item, deadline) -> {
            if (deadline <= now) {
                late.add(item);
            }
        });
        late.forEach(deadlines::remove);
        late.forEach(overdue);
        deadlines.values().stream().mapToLong(Long::longValue).min().ifPresent(this::look);
    }
}
