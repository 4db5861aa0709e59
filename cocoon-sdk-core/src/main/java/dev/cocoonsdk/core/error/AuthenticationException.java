package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The server does not know the caller: the token is missing, malformed or wrong. */
public final class AuthenticationException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** With a message without user data; nothing ran. */
    public AuthenticationException(String message, @Nullable Throwable cause) {
        this(message, cause, Acceptance.NOT_ACCEPTED);
    }

    /** The same, with what is known about the work of the other side. */
    public AuthenticationException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
