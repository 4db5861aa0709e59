package dev.cocoonsdk.network.client;

/** A request under way. */
@FunctionalInterface
public interface NetworkCall {

    /**
     * Ends the request; idempotent, from any thread. Unless it has ended already, the listener then gets a failure of the kind {@link
     * NetworkFailure.Kind#CANCELLED}. A proxy that announced our extension is told; any other runs the request to its end and charges
     * it (wire.md 9.6).
     */
    void cancel();
}
