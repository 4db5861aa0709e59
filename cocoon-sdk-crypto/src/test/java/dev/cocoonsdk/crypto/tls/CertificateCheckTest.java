package dev.cocoonsdk.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.tls.CertificateCheck.Purpose;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateCheckTest {

    private static final Instant NOW = CertificateMaker.START.plusSeconds(60);

    @ParameterizedTest
    @EnumSource
    void aGoodCertificateGivesKeyAndQuote(Purpose purpose) throws CertificateRefusedException {
        CertificateMaker maker = CertificateMaker.good().fakeQuote();

        PeerEvidence evidence = check(purpose, NOW, maker.build());

        assertThat(evidence)
                .isEqualTo(PeerEvidence.none("peer 192.0.2.1:5")
                        .withCertificateKey(maker.publicKey())
                        .withQuote(Bytes.wrap(ReportData.of(maker.publicKey()))));
    }

    @Test
    void aBareCertificateIsEnoughForAClient() throws CertificateRefusedException {
        assertThat(check(Purpose.CLIENT, NOW, CertificateMaker.bare().build()).quote())
                .isNull();
    }

    @Test
    void anX509V1CertificateWithoutExtensionsIsEnoughForAClient() throws CertificateRefusedException {
        CertificateMaker maker = CertificateMaker.bare();
        maker.version = 1;
        assertThat(check(Purpose.CLIENT, NOW, maker.build()).certificateKey()).isEqualTo(maker.publicKey());
    }

    @Test
    void aQuoteOf32768BytesIsTheLongest() throws CertificateRefusedException {
        CertificateMaker longest = CertificateMaker.good().quote(new byte[32_768]);
        assertThat(check(Purpose.CLIENT, NOW, longest.build()).quote()).isEqualTo(Bytes.wrap(new byte[32_768]));

        refused(
                Purpose.CLIENT,
                CertificateMaker.good().quote(new byte[32_769]),
                "quote extension",
                "<= 32768 bytes",
                "32769 bytes",
                FailureClass.MALFORMED);
    }

    @Test
    void theClaimsExtensionIsIgnored() throws CertificateRefusedException {
        CertificateMaker maker = CertificateMaker.good().raw(CertificateCheck.CLAIMS, true, new byte[] {1, 2});
        assertThat(check(Purpose.CLIENT, NOW, maker.build()).certificateKey()).isEqualTo(maker.publicKey());
    }

    @Test
    void aServersCertificateMustNameTheDnsName127001() {
        String field = "subjectAltName";
        String expected = "dNSName 127.0.0.1";
        refused(Purpose.SERVER, CertificateMaker.bare(), field, expected, "without it", FailureClass.POLICY);
        refused(
                Purpose.SERVER,
                CertificateMaker.bare().names(new GeneralName(GeneralName.iPAddress, "127.0.0.1")),
                field,
                expected,
                "without it",
                FailureClass.POLICY);
        refused(
                Purpose.SERVER,
                CertificateMaker.bare().names(new GeneralName(GeneralName.dNSName, "localhost")),
                field,
                expected,
                "without it",
                FailureClass.POLICY);
    }

    @Test
    void aCertificateIsValidFromItsFirstToItsLastSecond() throws CertificateRefusedException {
        X509Certificate certificate = CertificateMaker.good().build();
        check(Purpose.CLIENT, CertificateMaker.START, certificate);
        check(Purpose.CLIENT, CertificateMaker.END, certificate);

        Verdict.Rejected early = refusal(Purpose.CLIENT, CertificateMaker.START.minusMillis(1), certificate);
        assertThat(early)
                .isEqualTo(rejected(
                        "notBefore",
                        "at or before 2026-11-22T23:59:59.999Z",
                        "2026-11-23T00:00:00Z",
                        FailureClass.CLOCK,
                        true));
        Verdict.Rejected late = refusal(Purpose.CLIENT, CertificateMaker.END.plusMillis(1), certificate);
        assertThat(late)
                .isEqualTo(rejected(
                        "notAfter",
                        "at or after 2026-11-24T00:00:00.001Z",
                        "2026-11-24T00:00:00Z",
                        FailureClass.CLOCK,
                        true));
    }

    @Test
    void keyUsageWithoutDigitalSignatureIsRefused() {
        refused(
                Purpose.CLIENT,
                CertificateMaker.bare().keyUsage(KeyUsage.keyCertSign),
                "keyUsage",
                "digitalSignature",
                "without it",
                FailureClass.POLICY);
    }

    @Test
    void extendedKeyUsageMustFitTheRole() {
        refused(
                Purpose.CLIENT,
                CertificateMaker.bare().extendedKeyUsage(KeyPurposeId.id_kp_serverAuth),
                "extendedKeyUsage",
                "clientAuth",
                "without it",
                FailureClass.POLICY);
        refused(
                Purpose.SERVER,
                CertificateMaker.bare()
                        .names(new GeneralName(GeneralName.dNSName, "127.0.0.1"))
                        .extendedKeyUsage(KeyPurposeId.id_kp_clientAuth),
                "extendedKeyUsage",
                "serverAuth",
                "without it",
                FailureClass.POLICY);
        refused(
                Purpose.CLIENT,
                CertificateMaker.bare().extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage),
                "extendedKeyUsage",
                "clientAuth",
                "without it",
                FailureClass.POLICY);
    }

    @Test
    void unknownCriticalExtensionsAreRefusedAndKnownOnesAreNot() throws CertificateRefusedException {
        check(
                Purpose.CLIENT,
                NOW,
                CertificateMaker.good()
                        .with(Extension.basicConstraints, true, new BasicConstraints(false))
                        .raw("1.2.3.4", false, new byte[3])
                        .build());
        refused(
                Purpose.CLIENT,
                CertificateMaker.good().raw("1.2.3.4", true, new byte[3]),
                "critical extension",
                "none but known ones",
                "1.2.3.4",
                FailureClass.POLICY);
    }

    @Test
    void onlyEd25519KeysAreAccepted() {
        refused(
                Purpose.CLIENT,
                CertificateMaker.bare().keys(CertificateMaker.generate("EC"), "SHA256withECDSA"),
                "key",
                "Ed25519",
                "EC",
                FailureClass.POLICY);
        refused(
                Purpose.CLIENT,
                CertificateMaker.bare().keys(CertificateMaker.generate("Ed448"), "Ed448"),
                "key",
                "Ed25519",
                "EdDSA",
                FailureClass.POLICY);
    }

    @Test
    void certificatesOfAnAuthorityAreRefused() {
        CertificateMaker maker = CertificateMaker.bare();
        maker.issuer = "CN=authority";
        refused(Purpose.CLIENT, maker, "issuer", "the subject (self-signed)", "another name", FailureClass.POLICY);
    }

    @Test
    void aSignatureOfAnotherKeyOrOfNoneIsRefused() {
        CertificateMaker other = CertificateMaker.bare();
        other.signer = CertificateMaker.generate("Ed25519");
        String expected = "valid under the certificate's own key";
        refused(Purpose.CLIENT, other, "signature", expected, "invalid", FailureClass.FORGED);

        CertificateMaker spoiled = CertificateMaker.bare();
        spoiled.spoilSignature = true;
        refused(Purpose.CLIENT, spoiled, "signature", expected, "invalid", FailureClass.FORGED);

        CertificateMaker foreign = CertificateMaker.bare();
        foreign.signer = CertificateMaker.generate("EC");
        foreign.signatureAlgorithm = "SHA256withECDSA";
        refused(Purpose.CLIENT, foreign, "signature", "Ed25519", "1.2.840.10045.4.3.2", FailureClass.POLICY);
    }

    @Test
    void aChainOfAnyOtherLengthThanOneIsRefused() {
        X509Certificate certificate = CertificateMaker.good().build();
        assertThat(refusal(Purpose.CLIENT, NOW, certificate, certificate))
                .isEqualTo(rejected("certificate chain", "1 certificate", "2", FailureClass.POLICY, false));
        assertThat(refusal(Purpose.CLIENT, NOW))
                .isEqualTo(rejected("certificate chain", "1 certificate", "0", FailureClass.POLICY, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04", "0500", "0402aa", "0401aabb", "048400000001aa", "0481", "0482ff", "04830fffff00"})
    void malformedOctetStringsGiveNothing(String hex) {
        assertThat(CertificateCheck.octets(HexFormat.of().parseHex(hex))).isNull();
    }

    @Test
    void octetStringsOfEveryLengthFormAreRead() {
        for (int length : new int[] {0, 1, 127, 128, 255, 256, 65_535, 65_536}) {
            X509Certificate certificate =
                    CertificateMaker.bare().quote(new byte[length]).build();
            assertThat(CertificateCheck.octets(certificate.getExtensionValue(CertificateCheck.QUOTE)))
                    .hasSize(length);
        }
    }

    @Test
    void aRefusalSaysEverythingInOneLine() {
        assertThatThrownBy(
                        () -> check(Purpose.SERVER, NOW, CertificateMaker.bare().build()))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessage("peer 192.0.2.1:5: refused (POLICY) at CERTIFICATE: subjectAltName: without it"
                        + " (expected: dNSName 127.0.0.1)");
    }

    private static PeerEvidence check(Purpose purpose, Instant now, X509Certificate... chain)
            throws CertificateRefusedException {
        return new CertificateCheck("peer 192.0.2.1:5", purpose, now).check(chain);
    }

    private static Verdict.Rejected refusal(Purpose purpose, Instant now, X509Certificate... chain) {
        return catchThrowableOfType(CertificateRefusedException.class, () -> check(purpose, now, chain))
                .verdict();
    }

    private static void refused(
            Purpose purpose,
            CertificateMaker maker,
            String field,
            String expected,
            String actual,
            FailureClass failure) {
        assertThat(refusal(purpose, NOW, maker.build())).isEqualTo(rejected(field, expected, actual, failure, false));
    }

    private static Verdict.Rejected rejected(
            String field, String expected, String actual, FailureClass failure, boolean retry) {
        return new Verdict.Rejected(
                "peer 192.0.2.1:5", VerificationStep.CERTIFICATE, field, expected, actual, failure, retry);
    }
}
