package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;

/**
 * A sealed request was answered with success but not sealed. Such an answer comes from somebody who could not read the request, so it is
 * dropped unread.
 */
public final class DowngradeRefusedException extends SealingException {

    private static final long serialVersionUID = 1L;

    private final int status;

    DowngradeRefusedException(int status) {
        super(
                "downgrade refused: the answer to a sealed request is not sealed (HTTP " + status
                        + "); whoever sent it could not read the request",
                null,
                Acceptance.ACCEPTED);
        this.status = status;
    }

    /** The HTTP status that it came with. */
    public int status() {
        return status;
    }
}
