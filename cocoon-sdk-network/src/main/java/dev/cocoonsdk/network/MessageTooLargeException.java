package dev.cocoonsdk.network;

/** A message does not fit into a frame ({@code docs/protocol/wire.md} 3.1). Nothing was sent. */
public final class MessageTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Size of the frame's payload. */
    private final long size;

    MessageTooLargeException(long size) {
        super("frame payload: " + size + " bytes (expected: <= " + FrameEncoder.MAX_PAYLOAD + ")");
        this.size = size;
    }

    /** Size of the frame's payload in bytes; at most {@link FrameEncoder#MAX_PAYLOAD} was possible. */
    public long size() {
        return size;
    }
}
