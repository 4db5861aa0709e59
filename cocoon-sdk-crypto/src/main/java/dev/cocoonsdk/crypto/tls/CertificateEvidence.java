package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored RA-TLS certificate, judged outside a handshake ({@code docs/protocol/attestation.md} 3 to 5). Without a handshake nobody has
 * proved to hold its key now; only that whoever made it held it. Immutable.
 */
public final class CertificateEvidence {

    /** Longest file that is read, in bytes. */
    public static final int MAX_LENGTH = 1 << 20;

    private final @Nullable PeerEvidence evidence;
    private final Verdict.@Nullable Rejected refusal;

    private CertificateEvidence(@Nullable PeerEvidence evidence, Verdict.@Nullable Rejected refusal) {
        this.evidence = evidence;
        this.refusal = refusal;
    }

    /**
     * Reads a certificate of a server or a client. Total.
     *
     * @param peer its name in messages, not empty
     * @param file one X.509 certificate, PEM or DER
     * @param at the time at which it must be valid
     */
    public static CertificateEvidence read(String peer, Bytes file, Instant at) {
        X509Certificate certificate = certificate(file);
        if (certificate == null) {
            return new CertificateEvidence(
                    null,
                    new Verdict.Rejected(
                            peer,
                            VerificationStep.CERTIFICATE,
                            "certificate",
                            "X.509 version 3 in PEM or DER",
                            "malformed",
                            FailureClass.MALFORMED,
                            false));
        }
        CertificateEvidence asServer = check(peer, CertificateCheck.Purpose.SERVER, certificate, at);
        return asServer.refusal == null ? asServer : check(peer, CertificateCheck.Purpose.CLIENT, certificate, at);
    }

    private static @Nullable X509Certificate certificate(Bytes file) {
        if (file.length() > MAX_LENGTH) {
            return null;
        }
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(file.toByteArray()));
        } catch (CertificateException | RuntimeException e) { // the JDK's parser is not total
            return null;
        }
    }

    private static CertificateEvidence check(
            String peer, CertificateCheck.Purpose purpose, X509Certificate certificate, Instant at) {
        CertificateCheck check = new CertificateCheck(peer, purpose, at);
        PeerEvidence found = null;
        try {
            found = check.evidence(certificate);
            check.rules(certificate);
            return new CertificateEvidence(found, null);
        } catch (CertificateRefusedException e) {
            return new CertificateEvidence(found, e.verdict());
        }
    }

    /** Key and quote, or null if the certificate does not even prove these; no quote if it carries none. */
    public @Nullable PeerEvidence evidence() {
        return evidence;
    }

    /**
     * Judges certificate, quote and the binding of both. A forged or malformed quote is named before dates and usage of the certificate.
     *
     * @param at the time at which certificates and collateral must be valid
     */
    public Verdict judge(AttestationPolicy policy, Instant at) {
        if (evidence == null) {
            return Objects.requireNonNull(refusal);
        }
        Verdict verdict = policy.evaluate(evidence, at);
        if (refusal == null || (verdict instanceof Verdict.Rejected rejected && isOfTheQuote(rejected.failure()))) {
            return verdict;
        }
        return refusal;
    }

    private static boolean isOfTheQuote(FailureClass failure) {
        return failure == FailureClass.MALFORMED || failure == FailureClass.FORGED || failure == FailureClass.REVOKED;
    }

    @Override
    public String toString() {
        return "CertificateEvidence[" + (refusal == null ? "readable" : refusal.message()) + "]";
    }
}
