package dev.cocoonsdk.core.json;

/** Bytes that should be one JSON value are not. The message names the place, never the content. */
public final class JsonFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that holds no content. */
    public JsonFormatException(String message) {
        super(message);
    }
}
