package dev.cocoonsdk.network;

import java.time.Duration;

/**
 * What one connection bears from its peer ({@code docs/protocol/wire.md} 3): how long and with how large frames a handshake may go, and
 * how much may wait that the peer made this side send.
 */
final class PeerLimits {

    /** Largest frame during a handshake: secret, model and addresses take less than a kilobyte. */
    static final int HANDSHAKE_FRAME = 1 << 16;

    /** Replies that may wait during a handshake, in bytes. */
    static final int HANDSHAKE_REPLIES = 1 << 16;

    /** Replies that may wait afterwards, in bytes: several lists of models. */
    static final int REPLIES = 1 << 22;

    private final Wire wire;
    private final LinkContext context;
    private final FrameDecoder decoder;
    private int maxReplies = REPLIES;
    private long replies;
    private long deadline = LinkContext.NEVER;

    PeerLimits(Wire wire, LinkContext context, FrameDecoder decoder) {
        this.wire = wire;
        this.context = context;
        this.decoder = decoder;
    }

    /** A handshake begins. */
    void handshake(Duration limit) {
        deadline = context.now() + limit.toNanos();
        decoder.limit(HANDSHAKE_FRAME);
        maxReplies = HANDSHAKE_REPLIES;
    }

    /** The peer is known. */
    void handshakeOver() {
        deadline = LinkContext.NEVER;
        decoder.limit(FrameEncoder.MAX_PAYLOAD);
        maxReplies = REPLIES;
    }

    /** When a handshake has lasted too long. */
    long deadline() {
        return deadline;
    }

    /** Whether one more reply may be written: not while too many wait. What waits altogether bounds how many of it are replies. */
    boolean mayReply(int size) {
        replies = Math.min(replies, wire.waiting());
        boolean allowed = replies <= maxReplies;
        replies += size;
        return allowed;
    }
}
