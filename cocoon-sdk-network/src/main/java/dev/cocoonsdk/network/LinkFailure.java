package dev.cocoonsdk.network;

/**
 * Why a connection ended.
 *
 * @param kind what happened
 * @param code the code of {@code docs/protocol/wire.md} 14 that was sent or received with it, or 0; with {@link Kind#REFUSED_HERE}, {@link
 *     ErrorCodes#NOT_READY} says that the same peer may be accepted later, for example because of its clock or ours
 * @param detail text for humans; it holds no payload
 */
public record LinkFailure(Kind kind, int code, String detail) {

    private static final int LONGEST_DETAIL = 300;

    /** What happened to a connection. */
    public enum Kind {
        /** The owner of this side closed it. */
        CLOSED_HERE,
        /** The network ended it: the peer closed, or the transport failed. */
        DISCONNECTED,
        /** The peer sent no complete frame for too long (wire.md 3.6). */
        IDLE,
        /** The peer sent bytes that are not the protocol. */
        MALFORMED,
        /** The peer sent what is not allowed at this point. */
        VIOLATION,
        /** The peer refused the handshake. */
        REFUSED_BY_PEER,
        /** This side refused the peer. */
        REFUSED_HERE,
        /** The peer did not answer a handshake query in time. */
        QUERY_TIMEOUT
    }

    /** Shortens the detail to one line of at most 300 characters, because a peer may have written it. */
    public LinkFailure {
        String line = detail.replaceAll("[\\p{Cntrl}]+", " ");
        detail = line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL);
    }

    /** The kind, the code if there is one, and the detail. */
    @Override
    public String toString() {
        return kind + (code == 0 ? "" : " " + code) + ": " + detail;
    }
}
