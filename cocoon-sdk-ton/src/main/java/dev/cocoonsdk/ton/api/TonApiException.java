package dev.cocoonsdk.ton.api;

/** The blockchain could not be asked or did not answer as it should. */
public final class TonApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retryMayHelp;

    /**
     * An error.
     *
     * @param problem what happened
     * @param retryMayHelp whether the same call may succeed later
     */
    public TonApiException(String problem, boolean retryMayHelp) {
        super("TON: " + problem);
        this.retryMayHelp = retryMayHelp;
    }

    /**
     * An error with a cause.
     *
     * @param problem what happened
     * @param retryMayHelp whether the same call may succeed later
     * @param cause why
     */
    public TonApiException(String problem, boolean retryMayHelp, Throwable cause) {
        super("TON: " + problem, cause);
        this.retryMayHelp = retryMayHelp;
    }

    /** Whether the same call may succeed later. */
    public boolean retryMayHelp() {
        return retryMayHelp;
    }
}
