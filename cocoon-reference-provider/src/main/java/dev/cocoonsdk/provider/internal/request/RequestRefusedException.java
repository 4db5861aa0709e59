package dev.cocoonsdk.provider.internal.request;

/** A request that breaks the rules; its message is sent to the client and holds nothing of the body's values. */
public final class RequestRefusedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "worker: invalid http request: ";

    /**
     * A refusal.
     *
     * @param message what is wrong, without values of the body's texts
     */
    public RequestRefusedException(String message) {
        super(PREFIX + message);
    }
}
