package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.collateral.CachingCollateral;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.quote.TdxVectors;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published quotes and what {@code vectors/tdx/README.md} expects of each. */
class QuoteVerifierTest {

    private static final Instant JULY_2025 = Instant.parse("2025-07-01T00:00:00Z");
    private static final Instant AUGUST_2025 = Instant.parse("2025-08-01T00:00:00Z");
    private static final Instant JULY_2023 = Instant.parse("2023-07-01T00:00:00Z");
    private static final String ROOT_KEY_ID =
            "46e403bd34f05a3f2817ab9badcaacc7ffc98e0f261008cd30dae936cace18d5" + "dcf58eef31463613de1570d516200993";

    @Test
    void anUpToDateQuoteIsTrustedWithEverythingLearned() {
        Verdict verdict = with(TdxVectors.collateral2025()).verify(quote("quote_v4_uptodate.dat"), JULY_2025);

        assertThat(verdict).as(verdict.message()).isInstanceOf(Verdict.Trusted.class);
        Verdict.Trusted trusted = (Verdict.Trusted) verdict;
        assertThat(trusted.assurance()).isEqualTo(AssuranceLevel.HARDWARE_TEE);
        QuoteFacts facts = trusted.facts();
        assertThat(facts).isNotNull();
        assertThat(facts.status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(facts.platformStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(facts.moduleStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(facts.qeStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(facts.tcbDate()).isEqualTo(Instant.parse("2024-03-13T00:00:00Z"));
        assertThat(facts.tcbEvaluationNumber()).isEqualTo(17);
        assertThat(facts.advisories()).isEmpty();
        assertThat(facts.rootKeyId()).hasToString(ROOT_KEY_ID);
        assertThat(HexFormat.of().formatHex(facts.fmspc().toByteArray())).isEqualTo("b0c06f000000");
        assertThat(facts.collateralIssued()).isEqualTo(Instant.parse("2025-06-19T10:16:03Z"));
        assertThat(facts.collateralUntil()).isEqualTo(Instant.parse("2025-07-19T10:00:35Z"));
        assertThat(facts.policy()).isEqualTo("default");
        assertThat(facts.judgedAt()).isEqualTo(JULY_2025);
        assertThat(trusted.imageHash()).isEqualTo(facts.imageHash());
        assertThat(trusted.validUntil()).isEqualTo(JULY_2025.plus(QuoteRequirements.VERDICT_AGE));
        assertThat(facts.toJson().string("status")).isEqualTo("UpToDate");
    }

    @Test
    void theVerdictEndsWithTheCollateral() {
        Instant lastDay = Instant.parse("2025-07-19T00:00:00Z");

        Verdict verdict = with(TdxVectors.collateral2025()).verify(quote("quote_v4_uptodate.dat"), lastDay);

        assertThat(((Verdict.Trusted) verdict).validUntil()).isEqualTo(Instant.parse("2025-07-19T10:00:35Z"));
    }

    @Test
    void expiredCollateralIsRefusedAndFreshOneMayHelp() {
        Verdict verdict = with(TdxVectors.collateral2025()).verify(quote("quote_v4_uptodate.dat"), AUGUST_2025);

        refused(verdict, VerificationStep.DATES, FailureClass.COLLATERAL_EXPIRED, true);
    }

    @Test
    void aSourceToldOfARefusalIsAskedOnceMore() {
        Collateral good = TdxVectors.collateral2025();
        Collateral forged = new Collateral(
                good.tcbInfo(),
                good.tcbInfoIssuerChain(),
                TdxVectors.collateral2023().qeIdentity(),
                good.tcbInfoIssuerChain(),
                good.pckCrl(),
                good.pckCrlIssuerChain(),
                good.pckCrl());
        AtomicInteger answers = new AtomicInteger();
        CollateralSource cache = CachingCollateral.builder(platform -> answers.incrementAndGet() == 1 ? forged : good)
                .clock(Clock.fixed(JULY_2025, ZoneOffset.UTC))
                .build();

        Verdict verdict = QuoteVerifier.of(RootKey.intel(), cache).verify(quote("quote_v4_uptodate.dat"), JULY_2025);
        assertThat(verdict).as(verdict.message()).isInstanceOf(Verdict.Trusted.class);
        assertThat(answers).hasValue(2);
    }

    @Test
    void collateralOfTheFutureIsAWrongClock() {
        Instant early = Instant.parse("2025-06-19T10:00:00Z");

        Verdict verdict = with(TdxVectors.collateral2025()).verify(quote("quote_v4_uptodate.dat"), early);

        refused(verdict, VerificationStep.DATES, FailureClass.CLOCK, true);
    }

    @Test
    void clocksMayDifferByFiveMinutes() {
        Instant issue = Instant.parse("2025-06-19T10:32:27Z");
        QuoteVerifier verifier = with(TdxVectors.collateral2025());

        assertThat(verifier.verify(quote("quote_v4_uptodate.dat"), issue.minusSeconds(300))
                        .isAccepted())
                .isTrue();
        assertThat(verifier.verify(quote("quote_v4_uptodate.dat"), issue.minusSeconds(301))
                        .isAccepted())
                .isFalse();
    }

    @Test
    void aPlatformBelowAllLevelsIsOutdated() {
        Verdict verdict = with(TdxVectors.collateral2023()).verify(quote("quote_v4_spr.dat"), JULY_2023);

        refused(verdict, VerificationStep.TCB_LEVEL, FailureClass.OUTDATED, false);
        assertThat(((Verdict.Rejected) verdict).actual()).isEqualTo("below all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cocoon_quote_v4.dat", "quote_v5.dat"})
    void collateralIsSaidToBeMissingOfGenuineQuotes(String file) {
        Verdict verdict =
                QuoteVerifier.of(RootKey.intel(), CollateralSource.none()).verify(quote(file), JULY_2025);

        refused(verdict, VerificationStep.COLLATERAL, FailureClass.COLLATERAL_MISSING, true);
        assertThat(((Verdict.Rejected) verdict).expected()).isEqualTo("some for FMSPC 90c06f000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cocoon_quote_v4.dat", "quote_v5.dat", "quote_v4_spr.dat"})
    void collateralOfAnotherPlatformIsMissingCollateral(String file) {
        Verdict verdict = with(TdxVectors.collateral2025()).verify(quote(file), JULY_2025);

        refused(verdict, VerificationStep.TCB_INFO, FailureClass.COLLATERAL_MISSING, true);
    }

    @Test
    void noCollateralIsAskedForAForgedQuote() {
        AtomicInteger asked = new AtomicInteger();
        QuoteVerifier verifier = QuoteVerifier.of(RootKey.intel(), platform -> {
            asked.incrementAndGet();
            return CollateralSource.none().find(platform);
        });
        byte[] quote = TdxVectors.read("cocoon_quote_v4.dat").toByteArray();
        quote[200] ^= 1;

        Verdict verdict = verifier.verify(evidence(Bytes.wrap(quote)), JULY_2025);

        refused(verdict, VerificationStep.QUOTE_SIGNATURE, FailureClass.FORGED, false);
        assertThat(asked).hasValue(0);
    }

    @Test
    void aQuoteForAnotherKeyIsForged() {
        PeerEvidence evidence = quote("quote_v4_uptodate.dat").withCertificateKey(Hash256.sha256(new byte[1]));

        Verdict verdict = with(TdxVectors.collateral2025()).verify(evidence, JULY_2025);

        refused(verdict, VerificationStep.BINDING, FailureClass.FORGED, false);
    }

    @Test
    void claimsOfARouterMustAgreeWithTheQuote() {
        PeerEvidence honest = quote("quote_v4_uptodate.dat");
        QuoteVerifier verifier = with(TdxVectors.collateral2025());
        Hash256 image = ((Verdict.Trusted) verifier.verify(honest, JULY_2025)).imageHash();
        CollateralRootHash root = RootKey.intel().id();

        assertThat(verifier.verify(honest.withClaims(image, root), JULY_2025).isAccepted())
                .isTrue();
        refused(
                verifier.verify(honest.withClaims(Hash256.ZERO, root), JULY_2025),
                VerificationStep.BINDING,
                FailureClass.FORGED,
                false);
        CollateralRootHash other = new CollateralRootHash(Bytes.wrap(new byte[48]));
        refused(
                verifier.verify(honest.withClaims(image, other), JULY_2025),
                VerificationStep.BINDING,
                FailureClass.FORGED,
                false);
    }

    @Test
    void intelsQuoteIsNoSimulatedOne() {
        RootKey.Simulated root = new RootKey.Simulated(Bytes.wrap(HexFormat.of().parseHex("04" + "11".repeat(64))));

        Verdict verdict = QuoteVerifier.of(root, platform -> TdxVectors.collateral2025())
                .verify(quote("quote_v4_uptodate.dat"), JULY_2025);

        refused(verdict, VerificationStep.PLATFORM_CHAIN, FailureClass.FORGED, false);
    }

    @Test
    void noQuoteIsNotEnough() {
        Verdict verdict = with(TdxVectors.collateral2025()).verify(PeerEvidence.none("peer"), JULY_2025);

        refused(verdict, VerificationStep.QUOTE_FORMAT, FailureClass.POLICY, false);
    }

    @Test
    void aSourceThatDoesNotAnswerIsWorthAnotherTry() {
        QuoteVerifier verifier = QuoteVerifier.of(RootKey.intel(), platform -> {
            throw new CollateralException(CollateralException.Reason.UNREACHABLE, "TCB info", "timed out", null);
        });

        Verdict verdict = verifier.verify(quote("quote_v4_uptodate.dat"), JULY_2025);

        refused(verdict, VerificationStep.COLLATERAL, FailureClass.COLLATERAL_MISSING, true);
        assertThat(((Verdict.Rejected) verdict).actual()).contains("timed out");
    }

    @Test
    void whatWasRememberedIsJudgedAnewByTime() {
        QuoteVerifier verifier = with(TdxVectors.collateral2025());

        assertThat(verifier.verify(quote("quote_v4_uptodate.dat"), JULY_2025).isAccepted())
                .isTrue();
        assertThat(verifier.verify(quote("quote_v4_uptodate.dat"), AUGUST_2025).isAccepted())
                .isFalse();
        assertThat(verifier.verify(quote("quote_v4_uptodate.dat"), JULY_2025).isAccepted())
                .isTrue();
    }

    static QuoteVerifier with(Collateral collateral) {
        return QuoteVerifier.of(RootKey.intel(), platform -> collateral);
    }

    static PeerEvidence quote(String file) {
        return evidence(TdxVectors.read(file));
    }

    static PeerEvidence evidence(Bytes quote) {
        return PeerEvidence.none("peer").withQuote(quote);
    }

    private static void refused(Verdict verdict, VerificationStep step, FailureClass failure, boolean retry) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        Verdict.Rejected rejected = (Verdict.Rejected) verdict;
        assertThat(rejected.step()).as(rejected.message()).isEqualTo(step);
        assertThat(rejected.failure()).as(rejected.message()).isEqualTo(failure);
        assertThat(rejected.retryMayHelp()).as(rejected.message()).isEqualTo(retry);
    }
}
