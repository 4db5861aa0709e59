package dev.cocoonsdk.core.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many calls in too short a time (HTTP 429). */
public final class RateLimitedException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * A refusal.
     *
     * @param retryAfter when to try again, or null if the server did not say
     * @param acceptance what is known about the work of the other side
     */
    public RateLimitedException(String message, @Nullable Duration retryAfter, Acceptance acceptance) {
        super(message, null, acceptance);
        this.retryAfter = retryAfter;
    }

    /** When to try again, counted from the answer, or null if the server did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
