package dev.cocoonsdk.network;

/** A frame header breaks the rules of {@code docs/protocol/wire.md} 3.1; the connection cannot continue. */
public final class FrameFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FrameFormatException(String message) {
        super(message);
    }
}
