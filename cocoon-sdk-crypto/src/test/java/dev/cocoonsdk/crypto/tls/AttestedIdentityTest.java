package dev.cocoonsdk.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.QuoteSource;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.ReportData;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** Certificates with quotes, and what happens when the platform gives none. */
class AttestedIdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Platform platform = new Platform();
    private final SetClock clock = new SetClock();
    private final List<String> problems = new ArrayList<>();

    private TlsIdentitySource source() {
        return TlsIdentitySource.withoutTimer(platform, clock, problem -> problems.add(problem.getMessage()));
    }

    @Test
    void theQuoteIsAskedForTheKeyAndStandsInTheCertificate() {
        TlsIdentity identity = TlsIdentity.attested(platform, clock);
        assertThat(platform.asked).containsExactly(Bytes.wrap(ReportData.of(identity.publicKey())));
        assertThat(identity.quote()).isEqualTo(platform.given.get(0));
        assertThat(CertificateCheck.octets(identity.certificate().getExtensionValue(CertificateCheck.QUOTE)))
                .isEqualTo(platform.given.get(0).toByteArray());
    }

    @Test
    void everyHourANewQuoteForTheSameKeyReplacesTheOldOne() {
        try (TlsIdentitySource source = source()) {
            TlsIdentity first = source.get();
            clock.now = NOW.plus(Duration.ofMinutes(59));
            source.refresh();
            assertThat(source.get()).isSameAs(first);

            clock.now = NOW.plus(Duration.ofMinutes(61));
            assertThat(source.get()).isSameAs(first);
            source.refresh();

            assertThat(source.get().publicKey()).isEqualTo(first.publicKey());
            assertThat(source.get().quote()).isEqualTo(platform.given.get(1));
            assertThat(source.get().notBefore()).isEqualTo(clock.now.minus(TlsIdentity.BACKDATED));
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void aPlatformThatFailsIsReportedAndTheOldCertificateStays() {
        try (TlsIdentitySource source = source()) {
            TlsIdentity first = source.get();
            platform.failure = new QuoteUnavailableException("test", "busy", null);
            clock.now = NOW.plus(Duration.ofHours(23));
            source.refresh();
            assertThat(source.get()).isSameAs(first);
            assertThat(problems).containsExactly("quote of test: busy");

            platform.failure = null;
            source.refresh();
            assertThat(source.get().notAfter()).isAfter(clock.now.plus(Duration.ofHours(23)));
        }
    }

    @Test
    void whateverThePlatformThrowsIsReported() {
        try (TlsIdentitySource source = source()) {
            platform.failure = new IllegalStateException("broken");
            clock.now = NOW.plus(Duration.ofHours(2));
            source.refresh();
            assertThat(problems).containsExactly("quote of own platform: failed");
        }
    }

    @Test
    void aClockThatIsSetBackGivesTheSameQuoteAnEarlierDate() {
        try (TlsIdentitySource source = source()) {
            clock.now = NOW.minus(Duration.ofDays(3));
            assertThat(source.get().notBefore()).isBefore(clock.now);
            assertThat(source.get().quote()).isEqualTo(platform.given.get(0));
            assertThat(platform.given).hasSize(1);
        }
    }

    @Test
    void withoutAFirstQuoteThereIsNoIdentity() {
        platform.failure = new QuoteUnavailableException("test", "none", null);
        assertThatExceptionOfType(QuoteUnavailableException.class).isThrownBy(this::source);
    }

    @Test
    void aQuoteThatFitsIntoNoCertificateIsRefused() {
        platform.length = PeerEvidence.MAX_QUOTE_LENGTH + 1;
        assertThatExceptionOfType(QuoteUnavailableException.class)
                .isThrownBy(() -> TlsIdentity.attested(platform, clock))
                .withMessage("quote of own platform: 32769 bytes (expected: 1 to 32768)");
        platform.length = 0;
        assertThatExceptionOfType(QuoteUnavailableException.class)
                .isThrownBy(() -> TlsIdentity.attested(platform, clock));
    }

    @Test
    void theCertificatesKeySignsForOthers() {
        TlsIdentity identity = TlsIdentity.attested(platform, clock);
        byte[] message = Bytes.utf8("label of a test").toByteArray();
        byte[] signature = identity.sign(Bytes.wrap(message)).toByteArray();
        assertThat(Ed25519.verify(signature, 0, identity.publicKey().toBytes(), 0, message, 0, message.length))
                .isTrue();
    }

    /** Gives numbers, not quotes. */
    private static final class Platform implements QuoteSource {

        private final List<Bytes> asked = new ArrayList<>();
        private final List<Bytes> given = new ArrayList<>();
        private RuntimeException failure;
        private int length = 100;

        @Override
        public Bytes quote(Bytes reportData) {
            if (failure != null) {
                throw failure;
            }
            asked.add(reportData);
            byte[] quote = new byte[length];
            if (length > 0) {
                ByteBuffer.wrap(quote).putInt(given.size());
            }
            given.add(Bytes.wrap(quote));
            return given.get(given.size() - 1);
        }
    }

    private static final class SetClock extends Clock {

        private Instant now = NOW;

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
