package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.time.Instant;

/** The checks of an endorsement, in the order of {@code docs/sealed-envelope.md} 11.3. */
final class EndorsementCheck {

    private EndorsementCheck() {}

    static Endorsement of(ProviderEvidence evidence, String peer, Instant at) {
        if (!Ed25519Signer.verify(
                evidence.tlsKey(), Endorsement.signed(evidence.endorsement()), evidence.signature())) {
            throw refusal(
                    peer,
                    "signature",
                    "one by the TLS key that the quote names",
                    "another: keys were put in or changed on the way",
                    FailureClass.FORGED);
        }
        Endorsement endorsement = parse(evidence, peer);
        requireDates(endorsement, peer, at);
        if (endorsement.recipientKeys().isEmpty()) {
            throw refusal(peer, "keys", "one of a known suite", "none", FailureClass.POLICY);
        }
        return endorsement;
    }

    private static Endorsement parse(ProviderEvidence evidence, String peer) {
        try {
            return Endorsement.parse(evidence.endorsement());
        } catch (EvidenceFormatException e) {
            throw refusal(peer, e.field(), e.expected(), e.actual(), FailureClass.MALFORMED);
        }
    }

    private static void requireDates(Endorsement endorsement, String peer, Instant at) {
        if (at.plus(ProviderVerifier.CLOCK_SKEW).isBefore(endorsement.notBefore())) {
            throw refusal(peer, "not before", at + " or earlier", "" + endorsement.notBefore(), FailureClass.CLOCK);
        } else if (!at.isBefore(endorsement.notAfter())) {
            throw refusal(peer, "not after", "later than " + at, "" + endorsement.notAfter(), FailureClass.CLOCK);
        }
    }

    static ProviderRefusedException refusal(
            String peer, String field, String expected, String actual, FailureClass failure) {
        return new ProviderRefusedException(new Verdict.Rejected(
                peer, VerificationStep.ENDORSEMENT, field, expected, actual, failure, failure == FailureClass.CLOCK));
    }
}
