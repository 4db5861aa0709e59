package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.CallResult;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Proof;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.QuoteFacts;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.sealed.Receipt;
import dev.cocoonsdk.crypto.sealed.ReceiptArchive;
import dev.cocoonsdk.crypto.sealed.SignedReceipt;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answered a sealed request and what was verified of it: the enclave, under which policy, how sure that is, and the receipt that it
 * signed. Only {@link SealedTransport} makes one. Immutable; holds no content.
 */
public final class VerifiedAnswer implements Proof {

    private final VerifiedProvider provider;
    private final Hash256 keyId;
    private final SignedReceipt receipt;
    private final Instant answeredAt;
    private final CollateralSource collateral;

    VerifiedAnswer(
            VerifiedProvider provider,
            Hash256 keyId,
            SignedReceipt receipt,
            Instant answeredAt,
            CollateralSource collateral) {
        this.provider = provider;
        this.keyId = keyId;
        this.receipt = receipt;
        this.answeredAt = answeredAt;
        this.collateral = collateral;
    }

    /** The proofs of a result, one for each sealed request of the call; empty if it was not sealed by this module. */
    public static List<VerifiedAnswer> of(CallResult result) {
        return result.verification().proofs().stream()
                .filter(VerifiedAnswer.class::isInstance)
                .map(VerifiedAnswer.class::cast)
                .toList();
    }

    /** The provider that answered: the only one besides the caller that could read. */
    public VerifiedProvider provider() {
        return provider;
    }

    /** How strong the evidence of its enclave is; {@link AssuranceLevel#SIMULATED} proves nothing outside of tests. */
    public AssuranceLevel assurance() {
        return provider.assurance();
    }

    /** Hash of what runs in the enclave. */
    public Hash256 imageHash() {
        return provider.imageHash();
    }

    /** What the quote measures, or null for a policy that looks at no real quote. */
    public @Nullable QuoteFacts measurement() {
        return provider.verdict().facts();
    }

    /** Name of the policy that the provider passed. */
    public String policy() {
        return provider.policy();
    }

    /** When the provider was verified. */
    public Instant verifiedAt() {
        return provider.verifiedAt();
    }

    /** Until when that verification counts. */
    public Instant validUntil() {
        return provider.validUntil();
    }

    /** When the answer was complete. */
    public Instant answeredAt() {
        return answeredAt;
    }

    /** Which of the provider's keys opened the request. */
    public Hash256 keyId() {
        return keyId;
    }

    /** What the enclave says it did, with its signature, which was verified. */
    public SignedReceipt signedReceipt() {
        return receipt;
    }

    /** What the enclave says it did. */
    public Receipt receipt() {
        return receipt.receipt();
    }

    /**
     * The receipt with all that it rests on, in a form that can be kept and judged anew offline. May block: collateral is asked for again.
     *
     * @throws CollateralException if the source of {@link SealedTransport.Builder#collateral} does not have it
     */
    public ReceiptArchive archive() throws CollateralException {
        QuoteFacts facts = measurement();
        Collateral judgedBy = facts == null
                ? null
                : collateral.find(QuotedPlatform.of(provider.evidence().quote(), facts));
        return ReceiptArchive.of(receipt, provider, judgedBy);
    }

    /** The record without the evidence itself: who could read, what was verified when, and the receipt. */
    @Override
    public JsonObject toJson() {
        JsonObject json = JsonValue.object(
                "readable_by",
                Confidentiality.SEALED_TO_PROVIDER.name(),
                "assurance",
                Demand.name(assurance()),
                "policy",
                policy(),
                "provider_key",
                provider.peerKey().toHex(),
                "key_id",
                keyId.toHex(),
                "image_hash",
                imageHash().toHex(),
                "evidence_hash",
                provider.evidenceHash().toHex(),
                "verified_at",
                verifiedAt().toString());
        json = json.with("valid_until", JsonValue.of(validUntil().toString()))
                .with("answered_at", JsonValue.of(answeredAt.toString()))
                .with("claims_unverified", claims())
                .with("receipt", receipt().toJson());
        QuoteFacts facts = measurement();
        return facts == null ? json : json.with("measurement", facts.toJson());
    }

    private JsonObject claims() {
        JsonObject claims = JsonValue.object();
        for (var claim : provider.claims()) {
            claims = claims.with(claim.name(), JsonValue.of(claim.value()));
        }
        return claims;
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "VerifiedAnswer[" + provider.verdict().message() + ", "
                + receipt().metering().total() + " tokens]";
    }
}
