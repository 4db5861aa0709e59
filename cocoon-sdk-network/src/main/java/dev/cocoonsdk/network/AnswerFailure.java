package dev.cocoonsdk.network;

/**
 * Why a request has no complete answer. A proxy charges nothing for it if it saw the failure itself.
 *
 * @param origin who noticed
 * @param code a code of {@link ErrorCodes}, or what the peer sent
 * @param message text for humans
 * @param info times and debug text of the worker if they were told; its tokens are zero
 */
public record AnswerFailure(Origin origin, int code, String message, AnswerInfo info) {

    /** Who noticed a failure. */
    public enum Origin {
        /** The worker reported it to the proxy. */
        WORKER,
        /** The proxy reported it to the client, for itself or for the worker. */
        PROXY,
        /** The timer of this side ran out. */
        TIMEOUT,
        /** The peer's answers break the protocol. */
        VIOLATION,
        /** The connection ended after the request was sent. */
        LINK_LOST,
        /** The request was never sent: the connection was not ready. */
        NOT_SENT
    }

    /** Shortens the message, which a peer may have written. */
    public AnswerFailure {
        message = message.length() <= 2000 ? message : message.substring(0, 2000);
    }

    /**
     * Whether a client may be charged all the same, because the proxy may know nothing of the failure and finish the request
     * ({@code docs/protocol/wire.md} 9.6). False says that repeating the request cannot cost twice.
     */
    public boolean mayBeCharged() {
        return origin == Origin.TIMEOUT || origin == Origin.VIOLATION || origin == Origin.LINK_LOST;
    }
}
