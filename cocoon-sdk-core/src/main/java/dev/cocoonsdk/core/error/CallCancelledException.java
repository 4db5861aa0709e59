package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The caller cancelled the call: by its future, its stream, an interrupt, or by closing the client. */
public final class CallCancelledException extends CocoonException {

    private static final long serialVersionUID = 1L;

    /**
     * A cancelled call.
     *
     * @param acceptance whether the request may have been sent; an answer begun may be charged
     */
    public CallCancelledException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
