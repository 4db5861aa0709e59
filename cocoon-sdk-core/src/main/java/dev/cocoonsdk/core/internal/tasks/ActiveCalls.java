package dev.cocoonsdk.core.internal.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** The sub-calls of one task call that run now, so that one cancel ends them all. Thread-safe. */
final class ActiveCalls {

    private final Map<Object, CompletableFuture<?>> active = new ConcurrentHashMap<>();
    private volatile boolean cancelled;

    /** Watches a sub-call; cancels it at once if the task call was cancelled before. */
    <T> CompletableFuture<T> track(CompletableFuture<T> call) {
        Object key = new Object();
        active.put(key, call);
        var unused = call.whenComplete((value, failure) -> active.remove(key));
        if (cancelled) {
            call.cancel(true);
        }
        return call;
    }

    /** Cancels what runs and what will be tracked. Idempotent. */
    void cancel() {
        cancelled = true;
        active.values().forEach(call -> call.cancel(true));
    }

    /**
     * Makes some calls, a few at a time, in order. The first failure cancels the others.
     *
     * @param parallel how many at a time, at least 1
     * @return the values in the order of the calls
     */
    <T> CompletableFuture<List<T>> all(List<Supplier<CompletableFuture<T>>> calls, int parallel, Executor executor) {
        Batch<T> batch = new Batch<>(calls, executor);
        for (int i = 0; i < Math.min(parallel, calls.size()); i++) {
            batch.startNext();
        }
        return batch.done;
    }

    private final class Batch<T> {
        private final List<Supplier<CompletableFuture<T>>> calls;
        private final Executor executor;
        private final AtomicReferenceArray<T> values;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private final CompletableFuture<List<T>> done = new CompletableFuture<>();

        Batch(List<Supplier<CompletableFuture<T>>> calls, Executor executor) {
            this.calls = calls;
            this.executor = executor;
            this.values = new AtomicReferenceArray<>(calls.size());
            this.left = new AtomicInteger(calls.size());
        }

        void startNext() {
            int index = next.getAndIncrement();
            if (index >= calls.size() || done.isDone()) {
                return;
            }
            CompletableFuture<T> call;
            try {
                call = track(calls.get(index).get());
            } catch (RuntimeException e) {
                call = CompletableFuture.failedFuture(e);
            }
            // Off this thread: futures that are complete already would recurse once per call.
            var unused = call.whenCompleteAsync((value, failure) -> ended(index, value, failure), executor);
        }

        private void ended(int index, T value, Throwable failure) {
            if (failure != null) {
                done.completeExceptionally(Futures.unwrap(failure));
                cancel();
                return;
            }
            values.set(index, value);
            if (left.decrementAndGet() == 0) {
                List<T> all = new ArrayList<>();
                for (int i = 0; i < values.length(); i++) {
                    all.add(values.get(i));
                }
                done.complete(all);
            } else {
                startNext();
            }
        }
    }
}
