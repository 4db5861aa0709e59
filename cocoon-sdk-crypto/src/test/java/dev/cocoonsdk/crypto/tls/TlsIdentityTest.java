package dev.cocoonsdk.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.crypto.ReportData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.junit.jupiter.api.Test;

/** The certificate of attestation.md 2, looked at with another parser than the one that made it. */
class TlsIdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final TlsIdentity plain = TlsIdentity.withoutQuote(CLOCK);
    private final TlsIdentity fake = TlsIdentity.withFakeQuote(CLOCK);

    @Test
    void theCertificateIsV3SelfSignedEd25519WithALongSerial() throws Exception {
        assertThat(fake.certificate().getVersion()).isEqualTo(3);
        assertThat(fake.certificate().getSigAlgOID()).isEqualTo("1.3.101.112");
        assertThat(fake.certificate().getSerialNumber().bitLength()).isBetween(90, 128);
        assertThat(fake.certificate().getSubjectX500Principal())
                .isEqualTo(fake.certificate().getIssuerX500Principal());
        assertThat(fake.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=localhost,OU=Security,O=TDLib Development,ST=DUBAI,C=AE");
        fake.certificate().verify(fake.certificate().getPublicKey());
    }

    @Test
    void itIsValidForADayAndBegunFiveMinutesAgo() {
        assertThat(plain.notBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(Duration.between(plain.notBefore(), plain.notAfter())).isEqualTo(Duration.ofSeconds(86_400));
    }

    @Test
    void extensionsStandInTheReferencesOrder() throws Exception {
        assertThat(describe(fake))
                .containsExactly(
                        "1.3.6.1.4.1.12345.1 critical",
                        "1.3.6.1.4.1.12345.2 critical",
                        "2.5.29.19 critical",
                        "2.5.29.15 critical",
                        "2.5.29.37",
                        "2.5.29.14",
                        "2.5.29.17");
        assertThat(describe(plain))
                .containsExactly("2.5.29.19 critical", "2.5.29.15 critical", "2.5.29.37", "2.5.29.14", "2.5.29.17");
    }

    @Test
    void thePrivateExtensionsHoldRawBytes() throws Exception {
        assertThat(extension(fake, CertificateCheck.QUOTE)).isEqualTo(ReportData.of(fake.publicKey()));
        assertThat(extension(fake, CertificateCheck.CLAIMS))
                .isEqualTo(fake.publicKey().toBytes());
    }

    @Test
    void theOtherExtensionsHaveTheReferencesContent() throws Exception {
        assertThat(hex(extension(fake, "2.5.29.19"))).isEqualTo("3000");
        assertThat(hex(extension(fake, "2.5.29.15"))).isEqualTo("03020780");
        assertThat(hex(extension(fake, "2.5.29.37"))).isEqualTo("301406082b0601050507030106082b06010505070302");
        assertThat(hex(extension(fake, "2.5.29.17")))
                .isEqualTo(
                        "3028" + "8209" + hex("localhost") + "8209" + hex("127.0.0.1") + "8710" + "0".repeat(31) + "1");
        assertThat(extension(fake, "2.5.29.14")).hasSize(22);
    }

    @Test
    void everyIdentityHasItsOwnKeyAndPrintsNoPrivateOne() {
        assertThat(plain.publicKey()).isNotEqualTo(fake.publicKey());
        assertThat(fake).hasToString("TlsIdentity[" + fake.publicKey() + ", until " + fake.notAfter() + "]");
    }

    @Test
    void aSourceMakesANewCertificateForTheSameKeyEveryHour() {
        MovableClock clock = new MovableClock(NOW);
        TlsIdentitySource source = TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, clock);
        TlsIdentity first = source.get();

        clock.now = NOW.plus(Duration.ofMinutes(59));
        assertThat(source.get()).isSameAs(first);

        clock.now = NOW.plus(Duration.ofMinutes(60));
        TlsIdentity second = source.get();
        assertThat(second).isNotSameAs(first);
        assertThat(second.publicKey()).isEqualTo(first.publicKey());
        assertThat(second.notAfter()).isEqualTo(first.notAfter().plus(Duration.ofHours(1)));
        assertThat(source.get()).isSameAs(second);
    }

    @Test
    void aSourceWhoseClockIsSetBackShowsNoCertificateOfTheFuture() {
        MovableClock clock = new MovableClock(NOW);
        TlsIdentitySource source = TlsIdentitySource.renewing(TlsIdentitySource.Kind.NONE, clock);
        clock.now = NOW.minus(Duration.ofDays(3));
        assertThat(source.get().notBefore()).isBefore(clock.now);
    }

    @Test
    void aFixedSourceAlwaysGivesTheSame() {
        assertThat(TlsIdentitySource.of(plain).get()).isSameAs(plain);
    }

    private static Extensions extensions(TlsIdentity identity) throws CertificateEncodingException {
        return Certificate.getInstance(identity.certificate().getEncoded())
                .getTBSCertificate()
                .getExtensions();
    }

    private static List<String> describe(TlsIdentity identity) throws CertificateEncodingException {
        Extensions extensions = extensions(identity);
        return Arrays.stream(extensions.getExtensionOIDs())
                .map(extensions::getExtension)
                .map(e -> e.getExtnId() + (e.isCritical() ? " critical" : ""))
                .toList();
    }

    private static byte[] extension(TlsIdentity identity, String oid) throws IOException, CertificateEncodingException {
        Extension extension = extensions(identity).getExtension(new ASN1ObjectIdentifier(oid));
        return extension.getExtnValue().getOctets();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class MovableClock extends Clock {

        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
