package dev.cocoonsdk.crypto;

import org.jspecify.annotations.Nullable;

/** The own platform gives no quote, so that this side cannot show what it runs. */
public final class QuoteUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param source what was asked, such as a path
     * @param reason why it gave none
     */
    public QuoteUnavailableException(String source, String reason, @Nullable Throwable cause) {
        super("quote of " + source + ": " + reason, cause);
    }
}
