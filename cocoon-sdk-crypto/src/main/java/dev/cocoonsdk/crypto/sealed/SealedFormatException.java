package dev.cocoonsdk.crypto.sealed;

/** Bytes are not in the format of {@code docs/sealed-envelope.md}. */
public final class SealedFormatException extends SealedException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offset;
    private final boolean incomplete;

    /** A field that is wrong, without its content. */
    public SealedFormatException(String field, int offset, String problem) {
        this(Refusal.MALFORMED, field, offset, problem, false);
    }

    private SealedFormatException(Refusal refusal, String field, int offset, String problem, boolean incomplete) {
        super(refusal, "sealed envelope: " + field + " at offset " + offset + ": " + problem);
        this.field = field;
        this.offset = offset;
        this.incomplete = incomplete;
    }

    /** The bytes end within a field; more of them might make it whole. */
    public static SealedFormatException incomplete(String field, int offset) {
        return new SealedFormatException(Refusal.MALFORMED, field, offset, "ends too early", true);
    }

    /** Another refusal than {@link Refusal#MALFORMED}. */
    static SealedFormatException refused(Refusal refusal, String field, int offset) {
        return new SealedFormatException(refusal, field, offset, refusal.text(), false);
    }

    /** The field. */
    public String field() {
        return field;
    }

    /** Where in the header, record content or message it stands, in bytes. */
    public int offset() {
        return offset;
    }

    /** Whether the bytes just end too early. */
    public boolean isIncomplete() {
        return incomplete;
    }
}
