package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;
import org.jspecify.annotations.Nullable;

/** A sealed answer does not verify: somebody between the provider's enclave and this client changed it or made it up. */
public final class AnswerTamperedException extends SealingException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    /**
     * A failure.
     *
     * @param kind what was done to it, such as {@code TRUNCATED}
     */
    AnswerTamperedException(String kind, String detail, @Nullable Throwable cause, Acceptance acceptance) {
        super("the sealed answer does not verify (" + kind + "): " + detail, cause, acceptance);
        this.kind = kind;
    }

    /** What was done to it: the name of a kind of the envelope's errors, such as {@code MODIFIED} or {@code TRUNCATED}. */
    public String kind() {
        return kind;
    }
}
