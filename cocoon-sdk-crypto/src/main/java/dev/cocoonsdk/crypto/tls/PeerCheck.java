package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Judges the peer of one connection, in the handshake, and keeps what came of it. */
final class PeerCheck {

    private final String peer;
    private final CertificateCheck.Purpose purpose;
    private final AttestationPolicy policy;
    private final Clock clock;
    private volatile @Nullable Verdict verdict;
    private volatile @Nullable Hash256 key;

    PeerCheck(String peer, CertificateCheck.Purpose purpose, AttestationPolicy policy, Clock clock) {
        this.peer = peer;
        this.purpose = purpose;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Checks certificate and policy.
     *
     * @throws CertificateRefusedException if the peer is not accepted
     */
    void judge(X509Certificate... chain) throws CertificateRefusedException {
        try {
            Instant now = clock.instant();
            PeerEvidence evidence = new CertificateCheck(peer, purpose, now).check(chain);
            Verdict result = verdict(evidence, now);
            if (result instanceof Verdict.Rejected rejected) {
                throw new CertificateRefusedException(rejected);
            }
            key = evidence.certificateKey();
            verdict = result;
        } catch (CertificateRefusedException e) {
            verdict = e.verdict();
            throw e;
        }
    }

    /** A policy of somebody else may say nothing at all, which is no yes. */
    @SuppressWarnings("ConstantValue")
    private Verdict verdict(PeerEvidence evidence, Instant now) {
        @Nullable Verdict result = policy.evaluate(evidence, now);
        return result != null ? result : silent();
    }

    private Verdict silent() {
        return new Verdict.Rejected(
                peer,
                VerificationStep.MEASUREMENTS,
                "verdict",
                "one of policy " + policy.name(),
                "none",
                FailureClass.POLICY,
                false);
    }

    /** Null until the certificate was judged. */
    @Nullable
    Verdict verdict() {
        return verdict;
    }

    /** Null unless the peer was accepted. */
    @Nullable
    Hash256 key() {
        return key;
    }
}
