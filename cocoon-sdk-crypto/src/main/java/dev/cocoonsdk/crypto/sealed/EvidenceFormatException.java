package dev.cocoonsdk.crypto.sealed;

/** Bytes that are no endorsement, provider evidence, receipt or archive ({@code docs/sealed-envelope.md} 11, 12). */
public final class EvidenceFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offset;
    private final String expected;
    private final String actual;

    EvidenceFormatException(String field, int offset, String expected, String actual) {
        super(field + " at byte " + offset + ": " + actual + " (expected: " + expected + ")");
        this.field = field;
        this.offset = offset;
        this.expected = expected;
        this.actual = actual;
    }

    /** The field that is wrong, as {@code docs/sealed-envelope.md} calls it. */
    public String field() {
        return field;
    }

    /** Where the field starts, in bytes from the start of what was read; 0 where it is a member of JSON. */
    public int offset() {
        return offset;
    }

    /** What the field should have been. */
    public String expected() {
        return expected;
    }

    /** What it was; never content of a request or an answer. */
    public String actual() {
        return actual;
    }
}
