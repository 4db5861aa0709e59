package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The provider that ran the model failed, or its answer broke off. Failed answers are not charged by the network's rules. */
public final class ProviderFailureException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * A failed provider.
     *
     * @param code the network's error code ({@code docs/protocol/wire.md} 14) or an HTTP status, 0 if neither is known
     */
    public ProviderFailureException(String message, int code, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
        this.code = code;
    }

    /** The network's error code ({@code docs/protocol/wire.md} 14) or an HTTP status, 0 if neither is known. */
    public int code() {
        return code;
    }
}
