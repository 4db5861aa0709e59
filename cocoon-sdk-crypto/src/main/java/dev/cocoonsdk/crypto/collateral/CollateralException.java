package dev.cocoonsdk.crypto.collateral;

import org.jspecify.annotations.Nullable;

/** There is no collateral to judge a quote with. */
public final class CollateralException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The source has none for this platform. */
        MISSING,
        /** The source has some, for other platforms only. */
        OTHER_PLATFORM,
        /** The source did not answer; trying again may help. */
        UNREACHABLE,
        /** What the source gave is no collateral. */
        MALFORMED
    }

    private final Reason reason;

    /**
     * A failure.
     *
     * @param item what is missing, such as {@code TCB info}
     * @param detail what happened; no secrets
     */
    public CollateralException(Reason reason, String item, String detail, @Nullable Throwable cause) {
        super(item + ": " + detail, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
