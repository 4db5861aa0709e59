package dev.cocoonsdk.core.transport;

import dev.cocoonsdk.core.Confidentiality;

/**
 * Carries requests to the other side. Thread-safe. It sends every request at most once and never repeats one by itself: that is the
 * policy layer's decision.
 */
public interface Transport extends AutoCloseable {

    /**
     * A header by which one call demands a level of assurance, such as {@code hardware_tee}, of whoever can read it. It is for a
     * transport that verifies enclaves; every other one refuses the request.
     */
    String ASSURANCE_HEADER = "Cocoon-Assurance";

    /**
     * Starts one exchange and returns at once. Every outcome, also one known at once, comes through the listener.
     *
     * <p>No byte of the request leaves before {@link TransportListener#onConnected()} has returned; if the exchange is cancelled until
     * then, none ever will.
     */
    Exchange start(TransportRequest request, TransportListener listener);

    /** Who besides the two ends can read the requests for work that this transport carries. */
    Confidentiality confidentiality();

    /**
     * Who besides the two ends can read one request. Where that is {@link Confidentiality#SEALED_TO_PROVIDER}, only an answer that ends
     * with a {@link FinalInfo#proof()} is complete.
     */
    default Confidentiality confidentiality(TransportRequest request) {
        return confidentiality();
    }

    /** Ends running exchanges with a failure and frees threads and connections. Idempotent. */
    @Override
    void close();
}
