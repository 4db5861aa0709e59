package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The policy {@code fake_tdx} ({@code docs/protocol/attestation.md} 5, 7). */
final class FakeTdxPolicy implements AttestationPolicy {

    static final FakeTdxPolicy INSTANCE = new FakeTdxPolicy(Set.of());

    /** As long as a certificate lives. */
    private static final Duration VALIDITY = Duration.ofDays(1);

    private final Set<Hash256> imageHashes;

    /** With the only image hashes that are allowed; empty for any. */
    FakeTdxPolicy(Set<Hash256> imageHashes) {
        this.imageHashes = imageHashes;
    }

    @Override
    public String name() {
        return "fake_tdx";
    }

    @Override
    public AssuranceLevel assurance() {
        return AssuranceLevel.SIMULATED;
    }

    @Override
    public Verdict evaluate(PeerEvidence evidence, Instant at) {
        Bytes quote = evidence.quote();
        if (quote == null) {
            return refused(
                    evidence, VerificationStep.QUOTE_FORMAT, "quote", "a fake quote", "none", FailureClass.POLICY);
        }
        if (quote.length() != ReportData.LENGTH) {
            return refused(
                    evidence,
                    VerificationStep.QUOTE_FORMAT,
                    "fake quote",
                    ReportData.LENGTH + " bytes",
                    quote.length() + " bytes",
                    FailureClass.MALFORMED);
        }
        Hash256 key = evidence.certificateKey();
        if (key == null || !MessageDigest.isEqual(ReportData.of(key), quote.toByteArray())) {
            return refused(
                    evidence,
                    VerificationStep.BINDING,
                    "report data",
                    "SHA-512 of the certificate's key",
                    key == null ? "no certificate" : "another value",
                    FailureClass.FORGED);
        }
        if (!imageHashes.isEmpty() && !imageHashes.contains(ImageHash.FAKE_TDX)) {
            return refused(
                    evidence,
                    VerificationStep.MEASUREMENTS,
                    "image hash",
                    "one of the allowed images",
                    ImageHash.FAKE_TDX.toHex(),
                    FailureClass.POLICY);
        }
        return new Verdict.Trusted(evidence.peer(), AssuranceLevel.SIMULATED, ImageHash.FAKE_TDX, at.plus(VALIDITY));
    }

    private static Verdict refused(
            PeerEvidence evidence,
            VerificationStep step,
            String field,
            String expected,
            String actual,
            FailureClass failure) {
        return new Verdict.Rejected(evidence.peer(), step, field, expected, actual, failure, false);
    }

    @Override
    public String toString() {
        return "AttestationPolicy[" + name() + "]";
    }
}
