package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link CompletableFuture} leaves to its users: whole cancels and bare failures. */
final class Futures {

    private Futures() {}

    /** Makes a cancel of {@code outer} one of {@code inner} too. */
    static <T> CompletableFuture<T> cancelTogether(CompletableFuture<T> outer, CompletableFuture<?> inner) {
        var unused = outer.whenComplete((value, failure) -> {
            if (outer.isCancelled()) {
                inner.cancel(false);
            }
        });
        return outer;
    }

    /** The mapped value; a cancel of it is one of {@code inner} too. */
    static <T, V> CompletableFuture<V> mapTogether(CompletableFuture<T> inner, Function<T, V> mapping) {
        return cancelTogether(inner.thenApply(mapping), inner);
    }

    /** The failure without its wrappers; a cancel as {@link CallCancelledException}. */
    static RuntimeException unwrap(@Nullable Throwable failure) {
        Throwable bare = failure;
        while ((bare instanceof CompletionException || bare instanceof ExecutionException) && bare.getCause() != null) {
            bare = bare.getCause();
        }
        if (bare instanceof CancellationException) {
            return new CallCancelledException("the call was cancelled", bare, Acceptance.UNKNOWN);
        } else if (bare instanceof Error error) {
            throw error;
        }
        return bare instanceof RuntimeException error ? error : new IllegalStateException(bare);
    }

    /** Waits; an interrupt cancels the call and stays set. */
    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallCancelledException("the waiting thread was interrupted", e, Acceptance.UNKNOWN);
        } catch (ExecutionException | CancellationException e) {
            throw unwrap(e);
        }
    }
}
