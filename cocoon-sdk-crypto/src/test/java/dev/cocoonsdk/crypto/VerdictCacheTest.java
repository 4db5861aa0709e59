package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictCacheTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final PeerEvidence EVIDENCE = PeerEvidence.none("provider 1")
            .withCertificateKey(Hash256.sha256(new byte[] {1}))
            .withQuote(Bytes.utf8("quote"));

    private final AtomicInteger evaluations = new AtomicInteger();
    private Instant validUntil = START.plus(Duration.ofHours(1));
    private Object revision = 1;
    private FailureClass failure = FailureClass.FORGED;
    private boolean trusts = true;

    private final VerdictCache cache = VerdictCache.of(new Scripted(), TTL, 2, () -> revision);

    @Test
    void judgesOnceUntilTheTimeToLiveEnds() {
        cache.evaluate(EVIDENCE, START);
        cache.evaluate(EVIDENCE, START.plus(TTL).minusNanos(1));
        assertThat(evaluations).hasValue(1);
        cache.evaluate(EVIDENCE, START.plus(TTL));

        assertThat(evaluations).hasValue(2);
    }

    @Test
    void carriesTheDeadlineInTheVerdict() {
        assertThat(until(cache.evaluate(EVIDENCE, START))).isEqualTo(START.plus(TTL));
        assertThat(until(cache.evaluate(EVIDENCE, START.plusSeconds(60))))
                .as("a later look does not move it")
                .isEqualTo(START.plus(TTL));
    }

    @Test
    void neverOutlivesTheVerdictItself() {
        validUntil = START.plusSeconds(5);

        assertThat(until(cache.evaluate(EVIDENCE, START))).isEqualTo(validUntil);
        cache.evaluate(EVIDENCE, validUntil);
        assertThat(evaluations).hasValue(2);
    }

    @Test
    void judgesAnewWhenTheClockWentBack() {
        cache.evaluate(EVIDENCE, START);
        cache.evaluate(EVIDENCE, START.minusSeconds(1));

        assertThat(evaluations).hasValue(2);
    }

    @Test
    void knowsTheSameEnclaveUnderAnotherAddress() {
        cache.evaluate(EVIDENCE, START);
        PeerEvidence moved = PeerEvidence.none("provider 2")
                .withCertificateKey(Hash256.sha256(new byte[] {1}))
                .withQuote(Bytes.utf8("quote"));

        assertThat(cache.evaluate(moved, START).peer()).isEqualTo("provider 2");
        assertThat(evaluations).hasValue(1);
    }

    @Test
    void judgesAnotherQuoteKeyClaimOrRevisionAnew() {
        cache.evaluate(EVIDENCE, START);
        cache.evaluate(EVIDENCE.withQuote(Bytes.utf8("other")), START);
        assertThat(evaluations).hasValue(2);
        cache.evaluate(EVIDENCE.withCertificateKey(Hash256.sha256(new byte[] {2})), START);
        assertThat(evaluations).hasValue(3);
        cache.evaluate(EVIDENCE.withClaims(Hash256.sha256(), RootKey.intel().id()), START);
        assertThat(evaluations).hasValue(4);
        revision = 2;
        cache.evaluate(EVIDENCE, START);
        assertThat(evaluations).hasValue(5);
    }

    @Test
    void forgetsWhatWasNotUsedForLongest() {
        PeerEvidence second = EVIDENCE.withQuote(Bytes.utf8("second"));
        PeerEvidence third = EVIDENCE.withQuote(Bytes.utf8("third"));
        cache.evaluate(EVIDENCE, START);
        cache.evaluate(second, START);
        cache.evaluate(EVIDENCE, START);
        cache.evaluate(third, START);
        cache.evaluate(EVIDENCE, START);
        assertThat(evaluations).hasValue(3);
        cache.evaluate(second, START);

        assertThat(evaluations).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void remembersNoRefusal(FailureClass scripted) {
        trusts = false;
        failure = scripted;
        cache.evaluate(EVIDENCE, START);
        trusts = true;

        assertThat(cache.evaluate(EVIDENCE, START)).isInstanceOf(Verdict.Trusted.class);
        assertThat(evaluations).hasValue(2);
    }

    @Test
    void badQuotesDisplaceNoGoodOne() {
        cache.evaluate(EVIDENCE, START);
        trusts = false;
        for (int garbage = 0; garbage < 10; garbage++) {
            cache.evaluate(EVIDENCE.withQuote(Bytes.utf8("garbage " + garbage)), START);
        }

        assertThat(cache.evaluate(EVIDENCE, START)).isInstanceOf(Verdict.Trusted.class);
        assertThat(evaluations).hasValue(11);
    }

    @Test
    void asksAboutPeersWithoutQuoteEachTime() {
        cache.evaluate(PeerEvidence.none("plain"), START);
        cache.evaluate(PeerEvidence.none("plain"), START);

        assertThat(evaluations).hasValue(2);
    }

    @Test
    void refusesLimitsThatMakeNoCache() {
        assertThatThrownBy(() -> VerdictCache.of(AttestationPolicy.any(), Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerdictCache.of(AttestationPolicy.any(), TTL, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant until(Verdict verdict) {
        return ((Verdict.Trusted) verdict).validUntil();
    }

    private final class Scripted implements AttestationPolicy {

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Verdict evaluate(PeerEvidence evidence, Instant at) {
            evaluations.incrementAndGet();
            return trusts
                    ? new Verdict.Trusted(evidence.peer(), AssuranceLevel.SIMULATED, ImageHash.FAKE_TDX, validUntil)
                    : new Verdict.Rejected(
                            evidence.peer(),
                            VerificationStep.QUOTE_SIGNATURE,
                            "signature",
                            "valid",
                            "invalid",
                            failure,
                            false);
        }
    }
}
