package dev.cocoonsdk.crypto.sealed;

/** A sealed request or answer was not accepted. Messages hold neither content nor keys. */
public abstract sealed class SealedException extends RuntimeException
        permits SealedFormatException, SealedTamperingException, KeyMismatchException, RequestRefusedException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    SealedException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    /** What a provider tells the other side, which is less than this exception knows. */
    public Refusal refusal() {
        return refusal;
    }
}
