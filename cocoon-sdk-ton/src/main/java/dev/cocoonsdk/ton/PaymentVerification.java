package dev.cocoonsdk.ton;

/** What came of verifying bytes as a signed payment. */
public sealed interface PaymentVerification {

    /**
     * Everything holds; the counter may be used.
     *
     * @param payment the payment
     */
    record Valid(SignedPayment payment) implements PaymentVerification {}

    /**
     * Something does not hold; nothing of the bytes may be used.
     *
     * @param defect what is wrong
     * @param message what was found and what was expected
     */
    record Invalid(PaymentDefect defect, String message) implements PaymentVerification {}
}
