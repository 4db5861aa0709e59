package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands events from the transport's thread to the caller's, which is the only hop they make. */
final class QueueStream<E, R> implements EventStream<E, R> {

    private final ArrayDeque<E> events = new ArrayDeque<>();
    private @Nullable CallRun<E, R> run;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;
    private int waiting;

    void attach(CallRun<E, R> source) {
        synchronized (this) {
            run = source;
        }
        CompletableFuture<R> unused = source.outcome().whenComplete((value, error) -> end(error));
    }

    synchronized void offer(E event) {
        if (!closed) {
            events.add(event);
            wake();
        }
    }

    private synchronized void end(@Nullable Throwable error) {
        ended = true;
        failure = error == null ? null : CallRun.unwrap(error);
        wake();
    }

    private void wake() {
        if (waiting > 0) {
            notifyAll();
        }
    }

    private synchronized CallRun<E, R> source() {
        if (run == null) {
            throw new IllegalStateException("the stream has no call");
        }
        return run;
    }

    @Override
    public boolean hasNext() {
        synchronized (this) {
            if (awaitChange()) {
                return hasQueued();
            }
        }
        source().cancel("the waiting thread was interrupted");
        Thread.currentThread().interrupt();
        throw new CallCancelledException("the waiting thread was interrupted", null, Acceptance.UNKNOWN);
    }

    /** Waits for an event or the end, under the lock; false if interrupted. */
    private boolean awaitChange() {
        waiting++;
        try {
            while (events.isEmpty() && !ended && !closed) {
                wait();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            waiting--;
        }
    }

    private boolean hasQueued() {
        if (closed) {
            return false;
        }
        if (events.isEmpty() && failure != null) {
            throw CallRun.rethrowHere(failure);
        }
        return !events.isEmpty();
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the answer has ended");
        }
        synchronized (this) {
            return events.remove();
        }
    }

    @Override
    public R result() {
        return source().join();
    }

    @Override
    public void cancel() {
        source().cancel("the stream was cancelled");
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            events.clear();
            wake();
        }
        source().cancel("the stream was closed before its end");
    }
}
