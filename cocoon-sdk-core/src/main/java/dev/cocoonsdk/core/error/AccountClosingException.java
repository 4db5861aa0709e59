package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The account is being closed, so the server takes no new calls for it. */
public final class AccountClosingException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** With a message without user data. */
    public AccountClosingException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
