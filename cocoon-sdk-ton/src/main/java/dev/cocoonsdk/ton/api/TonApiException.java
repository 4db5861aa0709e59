package dev.cocoonsdk.ton.api;

import org.jspecify.annotations.Nullable;

/** The blockchain could not be asked or did not answer as it should. */
public final class TonApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean retryMayHelp;

    /** What went wrong. */
    public enum Reason {
        /** Nobody answered, or not in time. */
        UNREACHABLE,
        /** Too many questions; later ones are answered. */
        RATE_LIMITED,
        /** The question was understood and refused, for example because of a wrong key or a message that is no valid one. */
        REFUSED,
        /** The answer has another form than expected, or contradicts itself. */
        MALFORMED,
        /** Whoever was asked cannot answer such questions. */
        UNSUPPORTED,
        /** The answer is older than one that was given before. */
        STALE,
        /** Anything else. */
        OTHER
    }

    /**
     * An error.
     *
     * @param problem what happened
     * @param retryMayHelp whether the same call may succeed later
     */
    public TonApiException(String problem, boolean retryMayHelp) {
        this(Reason.OTHER, problem, retryMayHelp, null);
    }

    /**
     * An error with a cause.
     *
     * @param problem what happened
     * @param retryMayHelp whether the same call may succeed later
     * @param cause why
     */
    public TonApiException(String problem, boolean retryMayHelp, Throwable cause) {
        this(Reason.OTHER, problem, retryMayHelp, cause);
    }

    /**
     * An error with a reason.
     *
     * @param problem what happened; no keys
     * @param retryMayHelp whether the same call may succeed later
     * @param cause why, or null
     */
    public TonApiException(Reason reason, String problem, boolean retryMayHelp, @Nullable Throwable cause) {
        super("TON: " + problem, cause);
        this.reason = reason;
        this.retryMayHelp = retryMayHelp;
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later. */
    public boolean retryMayHelp() {
        return retryMayHelp;
    }
}
