package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The other side sent something that the protocol forbids. The message names the place, never the content. */
public final class ProtocolViolationException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** With a message without user data. */
    public ProtocolViolationException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
