package dev.cocoonsdk.core.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The model exists, but no provider can take the call now. */
public final class ModelUnavailableException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * A refusal.
     *
     * @param retryAfter when to try again, or null if the server did not say
     * @param acceptance what is known about the work of the other side
     */
    public ModelUnavailableException(String message, @Nullable Duration retryAfter, Acceptance acceptance) {
        super(message, null, acceptance);
        this.retryAfter = retryAfter;
    }

    /** When to try again, counted from the answer, or null if the server did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
