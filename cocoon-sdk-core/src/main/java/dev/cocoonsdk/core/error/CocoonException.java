package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/**
 * A call failed. The subclass says how and carries the facts as fields; the message is made from them and says what to do. No
 * message holds a prompt, an answer or a secret.
 *
 * <p>When a call was tried several times, this is the failure of the last attempt and the earlier ones are {@link
 * #getSuppressed() suppressed} in it.
 */
public abstract class CocoonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Acceptance acceptance;

    /**
     * A failure.
     *
     * @param message what happened and what to do, without user data
     * @param cause the failure below, or null
     * @param acceptance what is known about the work of the other side
     */
    protected CocoonException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause);
        this.acceptance = acceptance;
    }

    /** What is known about the work of the other side, over all attempts of the call: the least favourable of them. */
    public final Acceptance acceptance() {
        Acceptance worst = acceptance;
        for (Throwable earlier : getSuppressed()) {
            if (earlier instanceof CocoonException attempt) {
                worst = worst.worst(attempt.acceptance());
            }
        }
        return worst;
    }

    /** What is known about the attempt that failed last, the earlier ones left aside. */
    public final Acceptance lastAttemptAcceptance() {
        return acceptance;
    }
}
