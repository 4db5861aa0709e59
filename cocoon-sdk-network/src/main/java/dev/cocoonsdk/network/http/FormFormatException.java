package dev.cocoonsdk.network.http;

/** A body that should be a {@code multipart/form-data} form is none. The message names the place, never the content. */
public final class FormFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Where in the body. */
    private final int offset;

    FormFormatException(String expected, int offset) {
        super("form: malformed at byte " + offset + " (expected: " + expected + ")");
        this.offset = offset;
    }

    /** Where in the body, in bytes from its start; 0 if the content type is wrong. */
    public int offset() {
        return offset;
    }
}
