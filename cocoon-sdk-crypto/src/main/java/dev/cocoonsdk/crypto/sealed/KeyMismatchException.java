package dev.cocoonsdk.crypto.sealed;

/** None of a request's recipients is a key of this provider. It answers with its evidence ({@link SealedAnswers#keyMismatch}). */
public final class KeyMismatchException extends SealedException {

    private static final long serialVersionUID = 1L;

    private final transient EnvelopeHeader header;

    KeyMismatchException(EnvelopeHeader header) {
        super(
                Refusal.UNAVAILABLE,
                "sealed envelope: none of " + header.recipients().size() + " recipients is here");
        this.header = header;
    }

    /** The header of the request. */
    public EnvelopeHeader header() {
        return header;
    }
}
