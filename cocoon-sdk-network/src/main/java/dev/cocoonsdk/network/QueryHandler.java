package dev.cocoonsdk.network;

/**
 * Takes the outcome of a query: exactly one call, unless the connection ends before.
 *
 * @param <R> the type of the answer
 */
public interface QueryHandler<R> {

    /** The peer answered. */
    void answered(R answer);

    /** The peer refused, or did not answer in time. */
    void failed(QueryFailure failure);
}
