package dev.cocoonsdk.ton;

/** Bytes that are no signed payment. */
public final class SignedPaymentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final PaymentDefect defect;

    SignedPaymentException(PaymentDefect defect, String problem) {
        super("signed payment: " + problem);
        this.defect = defect;
    }

    /** What is wrong. */
    public PaymentDefect defect() {
        return defect;
    }
}
