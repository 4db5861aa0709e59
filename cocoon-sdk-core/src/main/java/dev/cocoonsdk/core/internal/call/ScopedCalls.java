package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.EventStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Makes the three forms of a call from one asynchronous beginning. */
public abstract class ScopedCalls<Q, E, R> implements Calls<Q, E, R> {

    private final CallEngine engine;

    /** For calls that the engine runs. */
    protected ScopedCalls(CallEngine engine) {
        this.engine = engine;
    }

    /**
     * Begins a call; must not block. What it throws fails the call.
     *
     * @return the result; if it fails or the scope ends, the scope's requests are cancelled
     */
    protected abstract CompletableFuture<R> start(Q request, CallScope<E> scope);

    @Override
    public final R call(Q request, CallOptions options) {
        CallRun<E, R> run = new CallRun<>(engine, options, null);
        run.start(scope -> start(request, scope));
        return run.join();
    }

    @Override
    public final CompletableFuture<R> callAsync(Q request, CallOptions options) {
        CallRun<E, R> run = new CallRun<>(engine, options, null);
        CompletableFuture<R> future = new CompletableFuture<>();
        CompletableFuture<R> unusedCancelling =
                future.whenComplete((value, error) -> run.cancel("the future was completed by the caller"));
        run.start(scope -> start(request, scope));
        CompletableFuture<R> unused = run.outcome()
                .whenComplete((value, error) -> complete(() -> {
                    if (error == null) {
                        future.complete(value);
                    } else {
                        future.completeExceptionally(CallRun.unwrap(error));
                    }
                }));
        return future;
    }

    private void complete(Runnable task) {
        Executor executor = engine.executor();
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    @Override
    public final EventStream<E, R> stream(Q request, CallOptions options) {
        QueueStream<E, R> stream = new QueueStream<>();
        CallRun<E, R> run = new CallRun<>(engine, options, stream::offer);
        stream.attach(run);
        run.start(scope -> start(request, scope));
        return stream;
    }
}
