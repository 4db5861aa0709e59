package dev.cocoonsdk.network;

/** A frame header breaks the rules of {@code docs/protocol/wire.md} 3.1; the connection cannot continue. */
public final class FrameFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean tooEarly;

    FrameFormatException(String message) {
        this(message, false);
    }

    private FrameFormatException(String message, boolean tooEarly) {
        super(message);
        this.tooEarly = tooEarly;
    }

    /** The frame would be allowed later. */
    static FrameFormatException tooEarly(String message) {
        return new FrameFormatException(message, true);
    }

    boolean isTooEarly() {
        return tooEarly;
    }
}
