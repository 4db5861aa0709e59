package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.error.Acceptance;
import org.jspecify.annotations.Nullable;

/**
 * Why a request has no complete answer.
 *
 * @param kind who ended it
 * @param code a code of {@code docs/protocol/wire.md} 14, or what the peer sent
 * @param message text for humans; a peer may have written it
 * @param acceptance what is known about work and charge: {@code NOT_ACCEPTED} if nothing was sent or the proxy refused before any
 *     worker had it, {@code ACCEPTED} if an answer had begun
 * @param info what the peer told with its error, or null
 */
public record NetworkFailure(
        Kind kind,
        int code,
        String message,
        Acceptance acceptance,
        @Nullable NetworkAnswerInfo info) {

    private static final int LONGEST = 2000;

    /** Who ended a request. */
    public enum Kind {
        /** No proxy was ready in time. Nothing was sent. */
        NO_PROXY,
        /**
         * No proxy is ready, and waiting will not help: each was refused here or refuses this client for a reason that lasts. Nothing was
         * sent.
         */
        REFUSED,
        /** Too many requests wait for a proxy already. Nothing was sent. */
        BUSY,
        /** The request does not fit into a frame ({@code docs/protocol/wire.md} 3.1). Nothing was sent. */
        TOO_LARGE,
        /** {@link NetworkCall#cancel()}, or the network is closed. */
        CANCELLED,
        /** The connection to the proxy ended. */
        LINK_LOST,
        /** No answer within the request's timeout and a margin. */
        TIMEOUT,
        /** The proxy's answers break the protocol. */
        VIOLATION,
        /** The proxy or the worker says so. */
        PEER
    }

    /** Shortens the message. */
    public NetworkFailure {
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST);
    }
}
