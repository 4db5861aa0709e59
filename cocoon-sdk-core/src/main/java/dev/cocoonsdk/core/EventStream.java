package dev.cocoonsdk.core;

import java.util.Iterator;

/**
 * An answer under way: its events as they come, and the complete result at its end. One thread iterates, once; {@link #cancel()} and {@link
 * #close()} may be called from any thread at any moment.
 *
 * @param <E> the events
 * @param <R> the result
 */
@SuppressWarnings("IterableAndIterator") // what for-each gives is taken from the same events
public interface EventStream<E, R> extends Iterator<E>, Iterable<E>, AutoCloseable {

    /** This stream itself, so that for-each goes over its events; whoever calls it again goes on where the iteration is. */
    @Override
    default Iterator<E> iterator() {
        return this;
    }

    /**
     * Waits for the next event. An interrupt of the waiting thread cancels the call.
     *
     * @return false at the end of the answer, or after {@link #close()}
     * @throws dev.cocoonsdk.core.error.CocoonException if the call fails; the events before it were delivered
     */
    @Override
    boolean hasNext();

    /**
     * Waits for the end and gives the complete result. Events that were not taken stay available.
     *
     * @throws dev.cocoonsdk.core.error.CocoonException if the call failed or was cancelled
     */
    R result();

    /** Cancels the call; the iteration then ends with a {@link dev.cocoonsdk.core.error.CallCancelledException}. Idempotent. */
    void cancel();

    /** Cancels the call if it has not ended and drops what was not taken. Idempotent. */
    @Override
    void close();
}
