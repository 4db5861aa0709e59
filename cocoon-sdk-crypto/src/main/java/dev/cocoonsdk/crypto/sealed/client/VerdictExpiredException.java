package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;
import java.time.Instant;

/**
 * A request would be sent again to providers whose verification has expired since it was sealed. Sealing it anew would break the promise
 * of its idempotency key, so the caller has to decide: the same call without the key, or with another one.
 */
public final class VerdictExpiredException extends SealingException {

    private static final long serialVersionUID = 1L;

    private final Instant validUntil;

    VerdictExpiredException(Instant validUntil) {
        super(
                "the request was sealed to providers whose verification ended at " + validUntil
                        + "; repeat the call under another idempotency key",
                null,
                Acceptance.NOT_ACCEPTED);
        this.validUntil = validUntil;
    }

    /** When the verification ended. */
    public Instant validUntil() {
        return validUntil;
    }
}
