package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The network failed: no connection, a broken connection, a failed handshake. */
public final class TransportException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /** With a message without user data. */
    public TransportException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
