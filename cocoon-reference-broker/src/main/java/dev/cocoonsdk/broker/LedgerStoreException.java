package dev.cocoonsdk.broker;

import org.jspecify.annotations.Nullable;

/** A ledger store cannot be opened, read or written. The message never holds a password or the content of a note. */
public final class LedgerStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error.
     *
     * @param message what failed
     * @param cause why, or null
     */
    public LedgerStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
