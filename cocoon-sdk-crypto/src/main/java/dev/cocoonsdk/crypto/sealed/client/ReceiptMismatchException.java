package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;

/** The provider's receipt does not fit the call, or the network charges more than the receipt says. */
public final class ReceiptMismatchException extends SealingException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;
    private final String actual;

    /**
     * A difference.
     *
     * @param field what differs; no content
     * @param expected what it should be
     * @param actual what it is
     */
    ReceiptMismatchException(String field, String expected, String actual) {
        super(
                "the receipt does not fit: " + field + ": " + actual + " (expected: " + expected + ")",
                null,
                Acceptance.ACCEPTED);
        this.field = field;
        this.expected = expected;
        this.actual = actual;
    }

    /** What differs, such as {@code charged tokens}. */
    public String field() {
        return field;
    }

    /** What it should be. */
    public String expected() {
        return expected;
    }

    /** What it is. */
    public String actual() {
        return actual;
    }
}
