package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.time.Duration;
import java.time.Instant;

/**
 * Judges what a provider shows, by whatever way it came ({@code docs/sealed-envelope.md} 11.3). Neither a broker nor the provider's host
 * can put a key of its own in: the endorsement is signed by the key that the quote names. Thread-safe.
 */
public final class ProviderVerifier {

    /** How far the provider's clock may be ahead. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final AttestationPolicy policy;

    private ProviderVerifier(AttestationPolicy policy) {
        this.policy = policy;
    }

    /**
     * A verifier.
     *
     * @param policy what a provider's enclave must be; one that accepts without a verified quote, such as {@code any}, lets none through
     */
    public static ProviderVerifier of(AttestationPolicy policy) {
        return new ProviderVerifier(policy);
    }

    /** What a provider must show. */
    public AttestationPolicy policy() {
        return policy;
    }

    /**
     * Judges. May block where the policy fetches collateral.
     *
     * @param peer who it is in messages to people, not empty
     * @param at the time at which all of it must be valid
     * @throws ProviderRefusedException if the policy refuses the quote, or the endorsement is not the quoted enclave's or not valid now
     */
    public VerifiedProvider verify(ProviderEvidence evidence, String peer, Instant at) {
        Verdict.Trusted verdict = trusted(evidence, peer, at);
        Endorsement endorsement = EndorsementCheck.of(evidence, peer, at);
        if (!endorsement.imageHash().equals(verdict.imageHash())) {
            throw EndorsementCheck.refusal(
                    peer,
                    "image hash",
                    verdict.imageHash() + ", as quoted",
                    endorsement.imageHash().toString(),
                    FailureClass.FORGED);
        }
        return new VerifiedProvider(evidence, endorsement, verdict, policy, at);
    }

    private Verdict.Trusted trusted(ProviderEvidence evidence, String peer, Instant at) {
        Verdict verdict = policy.evaluate(
                PeerEvidence.none(peer).withCertificateKey(evidence.tlsKey()).withQuote(evidence.quote()), at);
        if (verdict instanceof Verdict.Trusted trusted) {
            return trusted;
        } else if (verdict instanceof Verdict.Rejected rejected) {
            throw new ProviderRefusedException(rejected);
        }
        throw new ProviderRefusedException(new Verdict.Rejected(
                peer,
                VerificationStep.BINDING,
                "policy " + policy.name(),
                "a policy that verifies a quote",
                "accepts without one",
                FailureClass.POLICY,
                false));
    }

    @Override
    public String toString() {
        return "ProviderVerifier[" + policy.name() + "]";
    }
}
