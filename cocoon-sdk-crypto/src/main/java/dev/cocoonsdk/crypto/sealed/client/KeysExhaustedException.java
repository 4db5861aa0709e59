package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;

/** Providers kept answering that a request is not sealed to their keys; it was sealed anew as often as is allowed. */
public final class KeysExhaustedException extends SealingException {

    private static final long serialVersionUID = 1L;

    private final int attempts;

    KeysExhaustedException(int attempts) {
        super(
                "no provider that the broker chose has a key of this request, after it was sealed " + attempts
                        + " times; the broker may send requests to providers that it does not announce",
                null,
                Acceptance.NOT_ACCEPTED);
        this.attempts = attempts;
    }

    /** How often the request was sealed. */
    public int attempts() {
        return attempts;
    }
}
