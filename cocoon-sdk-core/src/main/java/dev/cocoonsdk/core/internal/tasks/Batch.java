package dev.cocoonsdk.core.internal.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes some calls, a few at a time, begun in order. The first failure is that of all, and no further call begins. Thread-safe. */
final class Batch<T> {

    private final List<Supplier<CompletableFuture<T>>> calls;
    private final int parallel;
    private final CompletableFuture<List<T>> done = new CompletableFuture<>();

    // All guarded by this.
    private final TreeMap<Integer, T> values = new TreeMap<>();
    private int next;
    private boolean starting;

    private Batch(List<Supplier<CompletableFuture<T>>> calls, int parallel) {
        this.calls = calls;
        this.parallel = parallel;
    }

    /**
     * Makes the calls.
     *
     * @param calls at least one
     * @param parallel how many at a time, at least 1
     * @return the values in the order of the calls
     */
    static <T> CompletableFuture<List<T>> of(List<Supplier<CompletableFuture<T>>> calls, int parallel) {
        Batch<T> batch = new Batch<>(List.copyOf(calls), parallel);
        batch.start();
        return batch.done;
    }

    /** Begins what may begin. A loop, since calls that end at once would otherwise recurse once per call. */
    private void start() {
        synchronized (this) {
            if (starting) {
                return;
            }
            starting = true;
        }
        for (Integer index = claim(); index != null; index = claim()) {
            begin(index);
        }
    }

    private synchronized @Nullable Integer claim() {
        if (next < calls.size() && next - values.size() < parallel && !done.isDone()) {
            return next++;
        }
        starting = false;
        return null;
    }

    private void begin(int index) {
        CompletableFuture<T> call;
        try {
            call = calls.get(index).get();
        } catch (RuntimeException e) {
            call = CompletableFuture.failedFuture(e);
        }
        var unused = call.whenComplete((value, failure) -> {
            if (failure == null) {
                succeeded(index, value);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private void succeeded(int index, T value) {
        List<T> all = null;
        synchronized (this) {
            values.put(index, value);
            if (values.size() == calls.size()) {
                all = new ArrayList<>(values.values());
            }
        }
        if (all == null) {
            start();
        } else {
            done.complete(all);
        }
    }
}
