package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/**
 * The idempotency key was used before: with another request, or with this one whose answer is kept no longer (then it ran and was charged
 * once). Use a new key for a new request.
 */
public final class IdempotencyConflictException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** With a message without user data. */
    public IdempotencyConflictException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
