package dev.cocoonsdk.core.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The model exists, but no provider can take the call now. */
public final class ModelUnavailableException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * A refusal; nothing ran.
     *
     * @param retryAfter when to try again, or null if the server did not say
     */
    public ModelUnavailableException(String message, @Nullable Duration retryAfter) {
        super(message, null, Acceptance.NOT_ACCEPTED);
        this.retryAfter = retryAfter;
    }

    /** When to try again, counted from the answer, or null if the server did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
