package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.time.Instant;

/**
 * Checks receipts of a provider that was verified ({@code docs/sealed-envelope.md} 12.2). Immutable.
 *
 * <p>What is charged has to be compared by the caller: the receipt says what the enclave counted, the network's final_info what the
 * broker charges.
 */
public final class ReceiptVerifier {

    private final VerifiedProvider provider;

    private ReceiptVerifier(VerifiedProvider provider) {
        this.provider = provider;
    }

    /** For the receipts of a provider. */
    public static ReceiptVerifier of(VerifiedProvider provider) {
        return new ReceiptVerifier(provider);
    }

    /**
     * Checks a receipt by itself: signature, evidence, image, model and times.
     *
     * @throws ProviderRefusedException if one does not hold
     */
    public void verify(SignedReceipt signed) {
        Receipt receipt = signed.receipt();
        if (!signed.isSignedBy(provider.receiptKey())) {
            throw refusal(
                    "signature",
                    "one by the endorsed receipt key " + provider.receiptKey(),
                    "another",
                    FailureClass.FORGED);
        }
        requireEqual("evidence hash", provider.evidenceHash(), receipt.evidenceHash());
        requireEqual("image hash", provider.imageHash(), receipt.imageHash());
        if (!provider.endorsement().models().contains(receipt.model())) {
            throw refusal("model", "one of those endorsed", receipt.model(), FailureClass.FORGED);
        }
        requireTime(receipt.startedAt());
    }

    /**
     * As {@link #verify(SignedReceipt)}, and that it is for what was sent and received.
     *
     * @throws ProviderRefusedException if one does not hold
     */
    public void verify(SignedReceipt signed, Exchange expected) {
        verify(signed);
        Exchange actual = signed.receipt().exchange();
        requireEqual("request id", expected.requestId(), actual.requestId());
        requireEqual("request hash", expected.requestHash(), actual.requestHash());
        requireEqual("answer hash", expected.answerHash(), actual.answerHash());
    }

    private void requireTime(Instant startedAt) {
        Endorsement endorsement = provider.endorsement();
        boolean within = !startedAt.isBefore(endorsement.notBefore()) && !startedAt.isAfter(endorsement.notAfter());
        if (!within) {
            throw refusal(
                    "started at",
                    "within the endorsement, " + endorsement.notBefore() + " to " + endorsement.notAfter(),
                    startedAt.toString(),
                    FailureClass.FORGED);
        }
    }

    private void requireEqual(String field, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw refusal(field, expected.toString(), actual.toString(), FailureClass.FORGED);
        }
    }

    private ProviderRefusedException refusal(String field, String expected, String actual, FailureClass failure) {
        return new ProviderRefusedException(new Verdict.Rejected(
                provider.verdict().peer(), VerificationStep.RECEIPT, field, expected, actual, failure, false));
    }
}
