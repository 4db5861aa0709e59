package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The server failed in itself. Trying the same again later may help; a report to its operator will. */
public final class ServerErrorException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** With a message without user data. */
    public ServerErrorException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
