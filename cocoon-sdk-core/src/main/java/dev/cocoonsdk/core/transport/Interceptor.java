package dev.cocoonsdk.core.transport;

/**
 * Stands around every attempt of every call: sees the request before it goes out and, by wrapping the listener, everything that comes
 * back. Must not block and must keep the listener's order of calls. Interceptors run in the order they were added to the client.
 */
@FunctionalInterface
public interface Interceptor {

    /**
     * Handles one attempt, usually by calling {@code next.proceed} once.
     *
     * @return the exchange that a cancel ends
     */
    Exchange intercept(TransportRequest request, TransportListener listener, Chain next);

    /** What comes after an interceptor: the next one or the transport. */
    @FunctionalInterface
    interface Chain {
        /** Passes the attempt on. */
        Exchange proceed(TransportRequest request, TransportListener listener);
    }
}
