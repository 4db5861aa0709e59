package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttestationDataTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void everyFakePeerHasTheImageHashOfZeroMeasurements() {
        assertThat(ImageHash.FAKE_TDX)
                .isEqualTo(Hash256.ofHex("5c55c8f4db4010ba9203d83536d0609856af8c847ac039e37e7dde8fbd574b61"));
        assertThat(AttestationData.Tdx.fake(Bytes.wrap(new byte[64])).imageHash())
                .isEqualTo(ImageHash.FAKE_TDX);
    }

    @Test
    void theImageHashDoesNotDependOnReportData() {
        byte[] report = new byte[64];
        report[3] = 9;
        assertThat(AttestationData.Tdx.fake(Bytes.wrap(report)).imageHash()).isEqualTo(ImageHash.FAKE_TDX);
    }

    @Test
    void sgxHashesItsOneMeasurement() {
        Bytes enclave = Bytes.wrap(new byte[32]);
        assertThat(new AttestationData.Sgx(enclave, Bytes.wrap(new byte[64])).imageHash())
                .isEqualTo(Hash256.sha256(new byte[96]));
    }

    @Test
    void wrongLengthsAreRefused() {
        Bytes wrong = Bytes.wrap(new byte[65]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttestationData.Tdx.fake(wrong))
                .withMessage("report data: 65 bytes (expected: 64)");
        assertThatIllegalArgumentException().isThrownBy(() -> new AttestationData.Tdx(wrong, wrong));
        assertThatIllegalArgumentException().isThrownBy(() -> new AttestationData.Sgx(wrong, wrong));
    }

    @Test
    void fakeTdxAcceptsAQuoteForTheCertificatesKeyAndCallsItSimulated() {
        Hash256 key = Hash256.sha256(new byte[1]);
        PeerEvidence evidence =
                PeerEvidence.none("worker").withCertificateKey(key).withQuote(Bytes.wrap(ReportData.of(key)));

        Verdict verdict = AttestationPolicy.fakeTdx().evaluate(evidence, NOW);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Trusted.class, trusted -> {
            assertThat(trusted.assurance()).isEqualTo(AssuranceLevel.SIMULATED);
            assertThat(trusted.assurance().satisfies(AssuranceLevel.HARDWARE_TEE))
                    .isFalse();
            assertThat(trusted.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
            assertThat(trusted.validUntil()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        });
    }

    @Test
    void fakeTdxBelievesNobodyWithoutCertificate() {
        PeerEvidence evidence = PeerEvidence.none("worker").withQuote(Bytes.wrap(new byte[64]));
        assertThat(AttestationPolicy.fakeTdx().evaluate(evidence, NOW).message())
                .isEqualTo("worker: refused (FORGED) at BINDING: report data: no certificate"
                        + " (expected: SHA-512 of the certificate's key)");
    }

    @Test
    void aRoutersWordIsNoAssurance() {
        Verdict.Vouched vouched = new Verdict.Vouched("proxy", ImageHash.FAKE_TDX);
        assertThat(vouched.isAccepted()).isTrue();
        assertThat(vouched.assurance()).isEqualTo(AssuranceLevel.NONE);
        assertThat(vouched.message())
                .isEqualTo("proxy: accepted by the router, which says image " + ImageHash.FAKE_TDX);
    }
}
