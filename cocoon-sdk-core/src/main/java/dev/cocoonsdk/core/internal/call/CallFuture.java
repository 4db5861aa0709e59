package dev.cocoonsdk.core.internal.call;

import java.util.concurrent.CompletableFuture;

/** A future whose cancellation cancels the work behind it. */
final class CallFuture<R> extends CompletableFuture<R> {

    private final Runnable onCancel;

    CallFuture(Runnable onCancel) {
        this.onCancel = onCancel;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        onCancel.run();
        return cancelled;
    }
}
