package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;
import java.time.Duration;

/** What waits for a proxy that is ready; on the network's thread. */
interface PoolJob {

    /** How long it waits. */
    Duration connectDeadline();

    /** How much memory it takes while it waits. */
    long bytes();

    /** Uses a proxy that is ready. */
    void begin(ProxyTarget target);

    /** Ends it without a proxy, unless it is over. */
    void fail(NetworkFailure failure);

    /** Ends it wherever it is, unless it is over. */
    void cancel(String reason);

    /** No proxy was ready in time. */
    static NetworkFailure noProxy(String detail) {
        return new NetworkFailure(
                Kind.NO_PROXY, ErrorCodes.NOT_READY, "no proxy is ready: " + detail, Acceptance.NOT_ACCEPTED, null);
    }

    /** No proxy will be ready before somebody changes something. */
    static NetworkFailure refused(String detail) {
        return new NetworkFailure(
                Kind.REFUSED, ErrorCodes.NOT_READY, "no proxy is ready: " + detail, Acceptance.NOT_ACCEPTED, null);
    }

    /** Too much waits already. */
    static NetworkFailure busy(String detail) {
        return new NetworkFailure(Kind.BUSY, ErrorCodes.NOT_READY, detail, Acceptance.NOT_ACCEPTED, null);
    }

    /** The caller or the network ended it. */
    static NetworkFailure cancelled(String detail, Acceptance acceptance) {
        return new NetworkFailure(Kind.CANCELLED, ErrorCodes.CANCELLED, detail, acceptance, null);
    }
}
