package dev.cocoonsdk.core;

import java.util.concurrent.CompletableFuture;

/**
 * The three forms in which every kind of call comes: blocking, as a future, as a stream of events. All of them fail with a {@link
 * dev.cocoonsdk.core.error.CocoonException}; a future carries it as its cause of failure.
 *
 * @param <Q> the request
 * @param <E> the events of the stream
 * @param <R> the result
 */
public interface Calls<Q, E, R> {

    /** Calls and waits, with the client's policies. An interrupt of the waiting thread cancels the call. */
    default R call(Q request) {
        return call(request, CallOptions.DEFAULT);
    }

    /** Calls and waits. An interrupt of the waiting thread cancels the call. */
    R call(Q request, CallOptions options);

    /** Calls in the background, with the client's policies. */
    default CompletableFuture<R> callAsync(Q request) {
        return callAsync(request, CallOptions.DEFAULT);
    }

    /** Calls in the background. Cancelling the future cancels the call; it completes on the client's executor. */
    CompletableFuture<R> callAsync(Q request, CallOptions options);

    /** Calls and delivers the answer as it comes, with the client's policies. */
    default EventStream<E, R> stream(Q request) {
        return stream(request, CallOptions.DEFAULT);
    }

    /** Calls and delivers the answer as it comes. */
    EventStream<E, R> stream(Q request, CallOptions options);
}
