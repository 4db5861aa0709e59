package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.sealed.EvidenceFormatException;
import dev.cocoonsdk.crypto.sealed.Exchange;
import dev.cocoonsdk.crypto.sealed.Metering;
import dev.cocoonsdk.crypto.sealed.ProviderRefusedException;
import dev.cocoonsdk.crypto.sealed.ReceiptVerifier;
import dev.cocoonsdk.crypto.sealed.SignedReceipt;
import dev.cocoonsdk.crypto.sealed.TokenUse;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import org.jspecify.annotations.Nullable;

/** Compares the receipt at the end of an answer with what was sent, received and charged ({@code docs/sealed-envelope.md} 12.2). */
final class ReceiptCheck {

    private ReceiptCheck() {}

    /**
     * The receipt if it fits.
     *
     * @throws ReceiptMismatchException if it does not
     */
    static SignedReceipt check(SealedRequest sealed, VerifiedProvider provider, Exchange exchange, Bytes bytes) {
        SignedReceipt signed;
        try {
            signed = SignedReceipt.parse(bytes);
            ReceiptVerifier.of(provider).verify(signed, exchange);
        } catch (EvidenceFormatException e) {
            throw new ReceiptMismatchException(e.field(), e.expected(), e.actual());
        } catch (ProviderRefusedException e) {
            Verdict.Rejected verdict = e.verdict();
            throw new ReceiptMismatchException(verdict.field(), verdict.expected(), verdict.actual());
        }
        String model = signed.receipt().model();
        if (!ModelId.ofFullName(model).equals(sealed.call().header().model())) {
            throw new ReceiptMismatchException(
                    "model", sealed.call().header().model().toString(), model);
        }
        long coefficient = signed.receipt().metering().coefficient();
        if (coefficient > sealed.maxCoefficient()) {
            throw new ReceiptMismatchException("coefficient", "at most " + sealed.maxCoefficient(), "" + coefficient);
        }
        return signed;
    }

    /**
     * Refuses a charge above the receipt.
     *
     * @param charged what the network says, or null if this transport carries no such thing
     * @throws ReceiptMismatchException if it is more
     */
    static void compareCharge(Metering metering, @Nullable FinalInfo charged) {
        if (charged == null) {
            return;
        }
        if (charged.total().value() > metering.total().value()) {
            throw new ReceiptMismatchException(
                    "charged tokens",
                    "at most " + metering.total().value(),
                    "" + charged.total().value());
        }
        NanoTon cost = cost(metering);
        NanoTon claimed = charged.cost();
        if (cost != null && claimed != null && claimed.compareTo(cost) > 0) {
            throw new ReceiptMismatchException("charged price", "at most " + cost, "" + claimed);
        }
    }

    /**
     * Refuses any charge for what must cost nothing: a mismatch, a refusal, an error without a receipt, evidence.
     *
     * @throws ReceiptMismatchException if something is charged
     */
    static void requireFree(@Nullable FinalInfo charged) {
        if (charged == null) {
            return;
        }
        if (charged.total().value() > 0) {
            throw new ReceiptMismatchException(
                    "charged tokens", "0", "" + charged.total().value());
        }
        NanoTon claimed = charged.cost();
        if (claimed != null && !claimed.isZero()) {
            throw new ReceiptMismatchException("charged price", "0", "" + claimed);
        }
    }

    /** What the receipt says in the form of the network's own word, for transports that have none. */
    static FinalInfo toInfo(Metering metering, VerifiedAnswer proof) {
        TokenUse adjusted = metering.adjusted();
        return new FinalInfo(
                adjusted.prompt(),
                adjusted.cached(),
                adjusted.completion(),
                adjusted.reasoning(),
                metering.total(),
                cost(metering),
                proof);
    }

    private static @Nullable NanoTon cost(Metering metering) {
        NanoTon price = metering.pricePerToken();
        if (price.isZero()) {
            return null;
        }
        try {
            return price.times(metering.total().value());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new ReceiptMismatchException("price", "at most 2^63 - 1 nanoton", "more");
        }
    }
}
