package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.internal.tasks.TaskRun.Step;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** The three forms of a task call, from one {@link TaskRun}. */
class TaskCalls<Q, E, R> implements Calls<Q, E, R> {

    private final TaskContext context;
    private final BiFunction<Q, CallOptions, TaskRun<E, R>> runs;

    TaskCalls(TaskContext context, BiFunction<Q, CallOptions, TaskRun<E, R>> runs) {
        this.context = context;
        this.runs = runs;
    }

    @Override
    public R call(Q request, CallOptions options) {
        return Futures.get(callAsync(request, options));
    }

    @Override
    public CompletableFuture<R> callAsync(Q request, CallOptions options) {
        TaskRun<E, R> run = runs.apply(request, options);
        CompletableFuture<R> result = new CompletableFuture<>();
        var unused = begin(run)
                .thenCompose(nothing -> steps(run))
                .whenCompleteAsync(
                        (value, failure) -> {
                            if (failure == null) {
                                result.complete(value);
                            } else {
                                run.cancel();
                                result.completeExceptionally(Futures.unwrap(failure));
                            }
                        },
                        context.executor());
        return run.cancelWith(result);
    }

    private CompletableFuture<Void> begin(TaskRun<E, R> run) {
        try {
            return run.active.track(run.prepare(event -> {}));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<R> steps(TaskRun<E, R> run) {
        Step step = run.next(event -> {});
        if (step == null) {
            return CompletableFuture.completedFuture(run.finish(event -> {}));
        }
        Duration before = run.account.elapsed();
        return run.call(step).thenCompose(answer -> {
            Duration first = answer.timings().firstToken();
            if (first != null) {
                run.account.firstToken(before.plus(first));
            }
            run.done(answer, event -> {});
            return steps(run);
        });
    }

    @Override
    public EventStream<E, R> stream(Q request, CallOptions options) {
        TaskStream<E, R> stream = new TaskStream<>(runs.apply(request, options));
        stream.start();
        return stream;
    }
}
