package dev.cocoonsdk.tee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.TcbStatus;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The platform's level is of 2024-03-13; the old levels of module and quoting enclave are of 2018-01-04. */
class LevelDatesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final SimulatedPlatform PLATFORM = SimulatedPlatform.create(
            Bytes.utf8("level dates of a simulated platform"), Clock.fixed(NOW, ZoneOffset.UTC));
    private static final SimulatedImage IMAGE = SimulatedImage.named("provider");
    private static final Duration SINCE_2024 = Duration.ofDays(1000);
    private static final Duration SINCE_2018 = Duration.ofDays(3650);

    private static QuoteMaker oldModule() {
        return PLATFORM.quote(IMAGE).body(0, (byte) 3);
    }

    private static QuoteMaker oldEnclave() {
        return PLATFORM.quote(IMAGE).qeReport(258, (byte) 4);
    }

    private static Verdict judge(QuoteMaker quote, TdxPolicy.Builder policy) {
        return policy.build().evaluate(PeerEvidence.none("provider").withQuote(quote.make()), NOW);
    }

    private static TdxPolicy.Builder allowed(Duration grace) {
        return TdxPolicy.simulated(PLATFORM.rootKey(), PLATFORM.collateral()).allowStatus(TcbStatus.OUT_OF_DATE, grace);
    }

    @Test
    void graceCountsFromTheDateOfThePartThatIsOutOfDate() {
        assertThat(judge(oldModule(), allowed(SINCE_2024)).isAccepted()).isFalse();
        assertThat(judge(oldEnclave(), allowed(SINCE_2024)).isAccepted()).isFalse();
        assertThat(judge(oldModule(), allowed(SINCE_2018)).isAccepted()).isTrue();
        assertThat(judge(oldEnclave(), allowed(SINCE_2018)).isAccepted()).isTrue();
    }

    @Test
    void theMinimumDateHoldsForModuleAndQuotingEnclaveToo() {
        Instant wanted = Instant.parse("2024-01-01T00:00:00Z");
        Verdict module = judge(oldModule(), allowed(SINCE_2018).minimumTcbDate(wanted));
        Verdict enclave = judge(oldEnclave(), allowed(SINCE_2018).minimumTcbDate(wanted));
        assertThat(module).isInstanceOf(Verdict.Rejected.class);
        assertThat(((Verdict.Rejected) module).field()).isEqualTo("TCB date");
        assertThat(((Verdict.Rejected) enclave).step()).isEqualTo(VerificationStep.TCB_LEVEL);
        assertThat(((Verdict.Rejected) enclave).actual()).isEqualTo("2018-01-04T00:00:00Z");
        assertThat(judge(PLATFORM.quote(IMAGE), allowed(SINCE_2018).minimumTcbDate(wanted))
                        .isAccepted())
                .isTrue();
    }

    @Test
    void aRevokedPlatformIsNamedBeforeLaterDocumentsAreRead() {
        SimulatedPlatform broken = SimulatedPlatform.builder(
                        Bytes.utf8("level dates of a simulated platform"), Clock.fixed(NOW, ZoneOffset.UTC))
                .revoked(CertificateRole.PCK)
                .qeIdentity(identity -> identity.without("mrsigner"))
                .build();
        Verdict verdict = TdxPolicy.simulated(broken.rootKey(), broken.collateral())
                .build()
                .evaluate(
                        PeerEvidence.none("provider")
                                .withQuote(broken.quote(IMAGE).make()),
                        NOW);
        assertThat(((Verdict.Rejected) verdict).step()).isEqualTo(VerificationStep.REVOCATION);
    }
}
