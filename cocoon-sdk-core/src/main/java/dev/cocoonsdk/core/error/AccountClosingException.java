package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The account is being closed, so the server takes no new calls for it. */
public final class AccountClosingException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** With a message without user data; nothing ran. */
    public AccountClosingException(String message, @Nullable Throwable cause) {
        super(message, cause, Acceptance.NOT_ACCEPTED);
    }
}
