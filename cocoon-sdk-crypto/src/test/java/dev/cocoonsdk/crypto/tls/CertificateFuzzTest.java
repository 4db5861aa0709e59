package dev.cocoonsdk.crypto.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.tls.CertificateCheck.Purpose;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

class CertificateFuzzTest {

    private static final Instant NOW = Instant.parse("2027-11-23T00:00:00Z");

    /** Whatever the platform reads as a certificate gets a verdict. */
    @FuzzTest
    void anyCertificateIsAcceptedOrRefused(byte[] bytes) {
        for (Purpose purpose : Purpose.values()) {
            try {
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
                PeerEvidence evidence = new CertificateCheck("peer", purpose, NOW).check(certificate);
                if (evidence.certificateKey() == null) {
                    throw new AssertionError("accepted without a key");
                }
            } catch (CertificateException e) {
                if (String.valueOf(e.getMessage()).isEmpty()) {
                    throw new AssertionError("refused without a reason", e);
                }
            }
        }
    }
}
