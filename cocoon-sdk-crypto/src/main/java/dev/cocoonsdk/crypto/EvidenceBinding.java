package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.dcap.Refusal;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.security.MessageDigest;

/** Whether a genuine quote is the peer's own, and says what was claimed of it ({@code docs/protocol/attestation.md} 4, 6, 8.3). */
final class EvidenceBinding {

    private EvidenceBinding() {}

    static void check(PeerEvidence evidence, TdReport report, RootKey root) throws Refusal {
        Hash256 key = evidence.certificateKey();
        if (key != null
                && !MessageDigest.isEqual(
                        ReportData.of(key), report.reportData().toByteArray())) {
            throw forged("report data", "SHA-512 of the certificate's key", "another value");
        }
        Hash256 claimed = evidence.imageHash();
        Hash256 image = ImageHash.tdx(report.measurements());
        if (claimed != null && !claimed.equals(image)) {
            throw forged("claimed image hash", image.toHex(), claimed.toHex());
        }
        CollateralRootHash claimedRoot = evidence.collateralRootHash();
        if (claimedRoot != null && !claimedRoot.equals(root.id())) {
            throw forged("claimed root key id", root.id().toString(), claimedRoot.toString());
        }
    }

    private static Refusal forged(String field, String expected, String actual) {
        return Refusal.ofPeer(VerificationStep.BINDING, field, expected, actual, FailureClass.FORGED);
    }
}
