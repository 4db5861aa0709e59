package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.internal.tasks.TaskAccount.Share;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One task call under way: first what must happen before there is anything to show, then one or more chat calls whose text is the
 * result. {@link TaskCalls} drives it, as a future or as a stream. Its methods are called one after the other, never at once, except
 * {@link #cancel()}.
 *
 * @param <E> the events of the stream
 * @param <R> the result
 */
abstract class TaskRun<E, R> {

    final TaskContext context;
    final TaskAccount account;
    final ActiveCalls active = new ActiveCalls();

    TaskRun(TaskContext context, CallOptions options) {
        this.context = context;
        this.account = context.account(options);
    }

    /** Does what comes before the answer's text. */
    abstract CompletableFuture<Void> prepare(Consumer<? super E> out);

    /** The next call whose text is shown, or null if there is none. */
    abstract @Nullable Step next(Consumer<? super E> out);

    /** More text of the current step; only when streaming. */
    abstract void text(String delta, Consumer<? super E> out);

    /** The end of the current step. */
    abstract void done(ChatResult result, Consumer<? super E> out);

    /** The result, after the last step. */
    abstract R finish(Consumer<? super E> out);

    /** Makes a cancel of the result one of all sub-calls. */
    final <T> CompletableFuture<T> cancelWith(CompletableFuture<T> result) {
        var unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                cancel();
            }
        });
        return result;
    }

    final void cancel() {
        active.cancel();
    }

    /**
     * A chat call that is part of the task.
     *
     * @param request with its model
     * @param share its part of the price cap
     * @param name distinguishes it from the others of the task call, or null if it is the only one
     */
    record Step(ChatRequest request, Share share, @Nullable String name) {}

    final CallOptions options(Step step) {
        return account.options(step.share(), step.name());
    }

    /** Makes a call whose text is not shown. */
    final CompletableFuture<ChatResult> call(Step step) {
        CompletableFuture<ChatResult> answer = active.track(context.chat().callAsync(step.request(), options(step)));
        return Futures.cancelTogether(
                answer.handle((result, failure) -> {
                    if (result == null) {
                        throw account.explain(Futures.unwrap(failure), step.share());
                    }
                    account.settle(step.share(), result);
                    return result;
                }),
                answer);
    }
}
