package dev.cocoonsdk.core.transport;

/** A request under way. */
@FunctionalInterface
public interface Exchange {

    /**
     * Ends the exchange; idempotent, from any thread, at any moment, also before there is a connection. Unless the exchange has ended
     * already, the listener then gets {@link TransportListener#onFailure} with a {@link
     * dev.cocoonsdk.core.error.CallCancelledException}.
     */
    void cancel();
}
