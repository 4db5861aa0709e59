package dev.cocoonsdk.core.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server is not ready to work: it starts, is overloaded or has no connection to the network. */
public final class ServerBusyException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * A server that is not ready.
     *
     * @param retryAfter when to try again, or null if the server did not say
     */
    public ServerBusyException(String message, @Nullable Duration retryAfter, Acceptance acceptance) {
        super(message, null, acceptance);
        this.retryAfter = retryAfter;
    }

    /** When to try again, counted from the answer, or null if the server did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
