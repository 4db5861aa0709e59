package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a scope to its end: by its result, its failure, the total deadline or a cancel, whichever is first. */
final class CallRun<E, R> {

    private static final StackTraceElement WAITING =
            new StackTraceElement("dev.cocoonsdk.core.Calls", "call", "waited for by", -1);

    private final CallEngine engine;
    private final CallScope<E> scope;
    private final CompletableFuture<R> outcome = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Scheduler.@Nullable Timer timer;

    CallRun(CallEngine engine, CallOptions options, @Nullable Consumer<? super E> sink) {
        this.engine = engine;
        this.scope = new CallScope<>(engine, options, sink);
    }

    /** Completes on the thread that ends the call. */
    CompletableFuture<R> outcome() {
        return outcome;
    }

    void start(Function<CallScope<E>, CompletableFuture<R>> body) {
        if (!engine.register(this)) {
            fail(new CallCancelledException("the client is closed", null, Acceptance.NOT_ACCEPTED));
            return;
        }
        Duration total = scope.deadlines().total();
        timer = engine.scheduler().schedule(total, () -> expired(total));
        CompletableFuture<R> unused = begin(body).whenComplete((value, error) -> {
            if (error == null) {
                succeed(value);
            } else {
                fail(unwrap(error));
            }
        });
    }

    private CompletableFuture<R> begin(Function<CallScope<E>, CompletableFuture<R>> body) {
        try {
            return body.apply(scope);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void succeed(R value) {
        if (end()) {
            outcome.complete(value);
        }
    }

    private void fail(Throwable error) {
        if (end()) {
            if (error instanceof CocoonException known) {
                addOthers(known, scope.acceptance());
            }
            outcome.completeExceptionally(error);
        }
    }

    /** Makes a failure of one part say what is known of all parts. */
    private static void addOthers(CocoonException error, Acceptance all) {
        if (error.acceptance().compareTo(all) < 0) {
            error.addSuppressed(new CallCancelledException("other parts of the call may be charged", null, all));
        }
    }

    private boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        close();
        return true;
    }

    private void close() {
        Scheduler.Timer total = timer;
        if (total != null) {
            total.cancel();
        }
        engine.unregister(this);
        scope.end();
    }

    private void expired(Duration total) {
        failWithHistory(known -> new CallTimeoutException(Deadline.TOTAL, total, known));
    }

    void cancel(String reason) {
        failWithHistory(known -> new CallCancelledException(reason, null, known));
    }

    private void failWithHistory(Function<Acceptance, CocoonException> failure) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        List<CocoonException> earlier = scope.pendingFailures();
        close();
        CocoonException error = failure.apply(scope.acceptance());
        earlier.forEach(error::addSuppressed);
        outcome.completeExceptionally(error);
    }

    /** Waits for the result; an interrupt cancels the call. */
    R join() {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            cancel("the waiting thread was interrupted");
            Thread.currentThread().interrupt();
            throw new CallCancelledException("the waiting thread was interrupted", e, scope.acceptance());
        } catch (ExecutionException e) {
            throw rethrowHere(e.getCause());
        }
    }

    /** Throws a failure to the thread that waits, whose frames follow those of the thread that made it. */
    static RuntimeException rethrowHere(@Nullable Throwable error) {
        if (error != null) {
            List<StackTraceElement> frames = new ArrayList<>(List.of(error.getStackTrace()));
            if (!frames.contains(WAITING)) {
                frames.add(WAITING);
                frames.addAll(List.of(new Throwable().getStackTrace()));
                error.setStackTrace(frames.toArray(StackTraceElement[]::new));
            }
        }
        throw rethrow(error);
    }

    /** Throws a failure as it is. */
    static RuntimeException rethrow(@Nullable Throwable error) {
        if (error instanceof Error serious) {
            throw serious;
        }
        throw error instanceof RuntimeException known ? known : new IllegalStateException(error);
    }

    /** The failure itself, without the wrappers that dependent futures put around it. */
    static Throwable unwrap(Throwable error) {
        Throwable inner = error;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
