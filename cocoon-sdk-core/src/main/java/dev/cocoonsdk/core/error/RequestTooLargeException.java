package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The request is larger than the server or the protocol takes. */
public final class RequestTooLargeException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** A refused request; nothing ran. */
    public RequestTooLargeException(String message, @Nullable Throwable cause) {
        this(message, cause, Acceptance.NOT_ACCEPTED);
    }

    /** The same, with what is known about the work of the other side. */
    public RequestTooLargeException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
