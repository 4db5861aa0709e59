package dev.cocoonsdk.crypto.quote;

/** Bytes are no quote of a known layout. */
public final class QuoteFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offset;
    private final String expected;
    private final String actual;

    QuoteFormatException(String field, int offset, String expected, String actual) {
        super(field + " at byte " + offset + ": " + actual + " (expected: " + expected + ")");
        this.field = field;
        this.offset = offset;
        this.expected = expected;
        this.actual = actual;
    }

    /** The field that is wrong, as {@code docs/protocol/attestation.md} 9.1 calls it. */
    public String field() {
        return field;
    }

    /** Where the field starts, in bytes from the start of the quote. */
    public int offset() {
        return offset;
    }

    /** What the field should have been. */
    public String expected() {
        return expected;
    }

    /** What it was. */
    public String actual() {
        return actual;
    }
}
