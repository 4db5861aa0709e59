package dev.cocoonsdk.ton.state;

/** A record could not be read, written or removed. The message names the record, never its content. */
public final class StateStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error.
     *
     * @param message what failed
     * @param cause why, or null
     */
    public StateStoreException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }
}
