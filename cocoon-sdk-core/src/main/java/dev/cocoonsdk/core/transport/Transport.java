package dev.cocoonsdk.core.transport;

import dev.cocoonsdk.core.Confidentiality;

/**
 * Carries requests to the other side. Thread-safe. It sends every request at most once and never repeats one by itself: that is the
 * policy layer's decision.
 */
public interface Transport extends AutoCloseable {

    /**
     * Starts one exchange and returns at once. Every outcome, also one known at once, comes through the listener.
     *
     * <p>No byte of the request leaves before {@link TransportListener#onConnected()} has returned; if the exchange is cancelled until
     * then, none ever will.
     */
    Exchange start(TransportRequest request, TransportListener listener);

    /** Who besides the two ends can read what this transport carries. */
    Confidentiality confidentiality();

    /** Ends running exchanges with a failure and frees threads and connections. Idempotent. */
    @Override
    void close();
}
