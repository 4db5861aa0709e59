package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.internal.tasks.TaskRun.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A task call as a stream. Preparations run by themselves; the text of the answer is pulled from the inner chat stream by the
 * iterating thread, so that no thread of its own is needed.
 *
 * <p>States: preparing (no source) → answering (a source) → ended (a result or a failure) or closed.
 */
final class TaskStream<E, R> implements EventStream<E, R> {

    private final TaskRun<E, R> run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by lock.
    private final Deque<E> events = new ArrayDeque<>();
    private @Nullable Source source;
    private @Nullable R result;
    private @Nullable RuntimeException failure;
    private boolean closed;

    TaskStream(TaskRun<E, R> run) {
        this.run = run;
    }

    void start() {
        CompletableFuture<Void> prepared;
        try {
            prepared = run.active.track(run.prepare(this::offer));
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        var unused = prepared.whenComplete((nothing, error) -> {
            if (error == null) {
                openNext();
            } else {
                fail(Futures.unwrap(error));
            }
        });
    }

    private void offer(E event) {
        lock.lock();
        try {
            events.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the next inner stream, or ends with the result. */
    private void openNext() {
        try {
            Step next = run.next(this::offer);
            if (next == null) {
                succeed(run.finish(this::offer));
            } else {
                adopt(next, run.context.chat().stream(next.request(), run.options(next)));
            }
        } catch (RuntimeException e) {
            fail(run.account.explain(e, null));
        }
    }

    private void adopt(Step next, EventStream<ChatEvent, ChatResult> stream) {
        boolean late;
        lock.lock();
        try {
            source = new Source(stream, next);
            late = failure != null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (late) {
            stream.cancel();
        }
    }

    private void succeed(R value) {
        lock.lock();
        try {
            result = value;
            source = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends without a result; the first reason counts. Idempotent. */
    private void fail(RuntimeException reason) {
        Source current;
        lock.lock();
        try {
            current = source;
            failure = failure == null && result == null ? reason : failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (current != null) {
            current.stream.cancel();
        }
        run.cancel();
    }

    @Override
    public boolean hasNext() {
        while (true) {
            Source current = awaitEventOrSource();
            if (current == null) {
                return !isDrained();
            }
            pump(current);
        }
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        lock.lock();
        try {
            return events.remove();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public R result() {
        while (true) {
            Source current;
            lock.lock();
            try {
                awaitWhile(() -> source == null && result == null && failure == null);
                if (result != null) {
                    return result;
                }
                throwFailure();
                current = source;
            } finally {
                lock.unlock();
            }
            if (current != null) {
                pump(current);
            }
        }
    }

    /** The stream to pump, or null if there is an event or none will come. */
    private @Nullable Source awaitEventOrSource() {
        lock.lock();
        try {
            awaitWhile(() -> !closed && events.isEmpty() && source == null && result == null && failure == null);
            if (closed || !events.isEmpty() || result != null) {
                return null;
            }
            throwFailure();
            return source;
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private boolean isDrained() {
        lock.lock();
        try {
            return closed || events.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits with the lock held; an interrupt ends the call. */
    private void awaitWhile(BooleanSupplier nothingYet) {
        try {
            while (nothingYet.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new CallCancelledException("the waiting thread was interrupted", e, Acceptance.UNKNOWN));
        }
    }

    /** Takes one event of the inner stream, or its end. */
    private void pump(Source current) {
        try {
            if (current.stream.hasNext()) {
                String text = current.stream.next().text();
                if (!text.isEmpty()) {
                    run.account.firstToken(run.account.elapsed());
                    run.text(text, this::offer);
                }
                return;
            }
            ChatResult answer = current.stream.result();
            current.stream.close();
            run.account.settle(current.step.share(), answer);
            run.done(answer, this::offer);
            openNext();
        } catch (RuntimeException e) {
            fail(run.account.explain(e, current.step.share()));
        }
    }

    @Override
    public void cancel() {
        fail(new CallCancelledException("the call was cancelled", null, Acceptance.UNKNOWN));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            events.clear();
        } finally {
            lock.unlock();
        }
        cancel();
    }

    private record Source(EventStream<ChatEvent, ChatResult> stream, Step step) {}
}
