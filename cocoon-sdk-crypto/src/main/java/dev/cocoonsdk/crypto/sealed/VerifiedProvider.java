package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A provider whose quote was verified under a policy and whose keys the quoted enclave endorsed. Only {@link ProviderVerifier} makes one.
 * Immutable.
 */
public final class VerifiedProvider {

    private final ProviderEvidence evidence;
    private final Hash256 evidenceHash;
    private final Endorsement endorsement;
    private final Verdict.Trusted verdict;
    private final String policy;
    private final AssuranceLevel assurance;
    private final Instant verifiedAt;

    VerifiedProvider(
            ProviderEvidence evidence,
            Endorsement endorsement,
            Verdict.Trusted verdict,
            AttestationPolicy policy,
            Instant verifiedAt) {
        this.evidence = evidence;
        this.evidenceHash = evidence.hash();
        this.endorsement = endorsement;
        this.verdict = verdict;
        this.policy = policy.name();
        this.assurance = policy.assurance().satisfies(verdict.assurance()) ? verdict.assurance() : policy.assurance();
        this.verifiedAt = verifiedAt;
    }

    /** What was verified. */
    public ProviderEvidence evidence() {
        return evidence;
    }

    /** {@link ProviderEvidence#hash()}, by which receipts name the evidence. */
    public Hash256 evidenceHash() {
        return evidenceHash;
    }

    /** What the enclave said about its keys. */
    public Endorsement endorsement() {
        return endorsement;
    }

    /** What came of judging the quote. */
    public Verdict.Trusted verdict() {
        return verdict;
    }

    /**
     * What the quote proves under the policy that judged it, at most {@link AttestationPolicy#assurance()}: {@link AssuranceLevel#NONE}
     * where the policy does not say which images are good, however genuine the enclave is.
     */
    public AssuranceLevel assurance() {
        return assurance;
    }

    /** Name of the policy that judged. */
    public String policy() {
        return policy;
    }

    /** When it was judged. */
    public Instant verifiedAt() {
        return verifiedAt;
    }

    /** The key that the quote names: who the provider is while its enclave lives. */
    public Hash256 peerKey() {
        return evidence.tlsKey();
    }

    /** What can be sealed to, of the suites that this version knows: at least one. */
    public List<RecipientKey> keys() {
        return endorsement.recipientKeys();
    }

    /** The Ed25519 key that signs receipts. */
    public Hash256 receiptKey() {
        return endorsement.receiptKey();
    }

    /** Names of the models that the enclave serves, as requests call them. */
    public Set<ModelId> models() {
        return endorsement.models().stream().map(ModelId::ofFullName).collect(Collectors.toUnmodifiableSet());
    }

    /** What the provider says of itself: claimed, unverified. */
    public List<Endorsement.Claim> claims() {
        return endorsement.claims();
    }

    /** Hash of what was measured ({@code docs/protocol/attestation.md} 6). */
    public Hash256 imageHash() {
        return verdict.imageHash();
    }

    /** When it must be judged anew: the earlier of the verdict's and the endorsement's end. Nothing may be sealed to it from then on. */
    public Instant validUntil() {
        return verdict.validUntil().isBefore(endorsement.notAfter()) ? verdict.validUntil() : endorsement.notAfter();
    }

    @Override
    public String toString() {
        return "VerifiedProvider[" + verdict.message() + ", keys until " + endorsement.notAfter() + "]";
    }
}
