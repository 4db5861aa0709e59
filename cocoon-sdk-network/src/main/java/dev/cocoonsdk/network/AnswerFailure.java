package dev.cocoonsdk.network;

/**
 * Why a request has no complete answer. It is free for the client.
 *
 * @param origin who noticed
 * @param code a code of {@link ErrorCodes}, or what the worker sent
 * @param message text for humans
 * @param info times and debug text if the worker told them; its tokens are zero
 */
public record AnswerFailure(Origin origin, int code, String message, AnswerInfo info) {

    /** Who noticed a failure. */
    public enum Origin {
        /** The worker reported it. */
        WORKER,
        /** The proxy's timer ran out. */
        TIMEOUT,
        /** The worker's answers break the protocol. */
        VIOLATION,
        /** The connection to the worker ended. */
        LINK_LOST
    }

    /** Shortens the message, which a peer may have written. */
    public AnswerFailure {
        message = message.length() <= 2000 ? message : message.substring(0, 2000);
    }
}
