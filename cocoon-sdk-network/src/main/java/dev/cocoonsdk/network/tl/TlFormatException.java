package dev.cocoonsdk.network.tl;

/** Bytes that should be a TL object are not. The message names what was expected and where, never the content. */
public final class TlFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where in the bytes the problem is. */
    private final int offset;

    /**
     * A problem at a place.
     *
     * @param message what was expected, without content
     * @param offset bytes from the start of the input
     */
    public TlFormatException(String message, int offset) {
        super(message + " at byte " + offset);
        this.offset = offset;
    }

    /** Bytes from the start of the input that was being read. */
    public int offset() {
        return offset;
    }
}
