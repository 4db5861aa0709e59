package dev.cocoonsdk.crypto.internal.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.TcbStatus;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import dev.cocoonsdk.crypto.quote.TdReport;
import dev.cocoonsdk.crypto.quote.TdxVectors;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels made for the purpose, against the body of a published quote with other versions. */
class TcbEvaluationTest {

    private static final Instant DATE = Instant.parse("2024-03-13T00:00:00Z");
    private static final SvnLevel QE = new SvnLevel(1, DATE, TcbStatus.UP_TO_DATE, List.of("INTEL-SA-3"));
    private static final Bytes FMSPC = Bytes.copyOf(new byte[6]);
    private static final Bytes PCE_ID = Bytes.copyOf(new byte[2]);
    private static final PckExtension PLATFORM = new PckExtension(Collections.nCopies(16, 5), 11, PCE_ID, FMSPC);

    @Test
    void theHighestLevelThatIsReachedCounts() throws Exception {
        TcbEvaluation.Level level = level(
                "03000500",
                "03000500",
                List.of(platform(5, 11, 3, TcbStatus.UP_TO_DATE), platform(5, 5, 3, TcbStatus.OUT_OF_DATE)));

        assertThat(level.merged()).isEqualTo(TcbStatus.UP_TO_DATE);
    }

    @Test
    void tdxComponentsBelowALevelLeadToTheNext() throws Exception {
        TcbEvaluation.Level level = level(
                "02000500",
                "02000500",
                List.of(platform(5, 11, 3, TcbStatus.UP_TO_DATE), platform(5, 11, 2, TcbStatus.OUT_OF_DATE)));

        assertThat(level.merged()).isEqualTo(TcbStatus.OUT_OF_DATE);
    }

    @Test
    void aModuleWithAVersionIsJudgedByItsOwnLevels() throws Exception {
        TcbEvaluation.Level level =
                level("02010500", "02010500", List.of(platform(5, 11, 3, TcbStatus.CONFIGURATION_NEEDED)));

        assertThat(level.module().status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(level.merged()).isEqualTo(TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED);
        assertThat(level.advisories()).containsExactly("INTEL-SA-1", "INTEL-SA-2", "INTEL-SA-3");
    }

    @Test
    void aDomainLaunchedUnderAnOldModuleNeedsARelaunch() throws Exception {
        TcbEvaluation.Level level = level("02010500", "04010500", List.of(platform(5, 11, 3, TcbStatus.UP_TO_DATE)));

        assertThat(level.merged()).isEqualTo(TcbStatus.TD_RELAUNCH_ADVISED);
    }

    @Test
    void aRelaunchOnAPlatformWithAnotherConfigurationSaysBoth() throws Exception {
        TcbEvaluation.Level level =
                level("02010500", "04010500", List.of(platform(5, 11, 3, TcbStatus.CONFIGURATION_NEEDED)));

        assertThat(level.merged()).isEqualTo(TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED);
    }

    @Test
    void noRelaunchHelpsWhileTheModuleIsStillOld() throws Exception {
        TcbEvaluation.Level level = level("02010500", "03010500", List.of(platform(5, 11, 3, TcbStatus.UP_TO_DATE)));

        assertThat(level.merged()).isEqualTo(TcbStatus.OUT_OF_DATE);
    }

    @Test
    void anUnknownModuleIsRefusedAndNewerCollateralMayKnowIt() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> level("02050500", "02050500", List.of(platform(5, 11, 3, TcbStatus.UP_TO_DATE))));

        Verdict.Rejected rejected = refusal.of("peer");
        assertThat(rejected.step()).isEqualTo(VerificationStep.TDX_MODULE);
        assertThat(rejected.failure()).isEqualTo(FailureClass.OUTDATED);
        assertThat(rejected.retryMayHelp()).isTrue();
    }

    @Test
    void aPlatformBelowAllLevelsIsRefused() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> level("03000500", "03000500", List.of(platform(6, 11, 3, TcbStatus.UP_TO_DATE))));

        assertThat(refusal.of("peer").step()).isEqualTo(VerificationStep.TCB_LEVEL);
    }

    @Test
    void levelsAreSortedWhateverTheirOrder() {
        TcbLevel high = platform(5, 11, 3, TcbStatus.UP_TO_DATE);
        TcbLevel middle = platform(5, 5, 4, TcbStatus.OUT_OF_DATE);
        TcbLevel low = platform(4, 11, 5, TcbStatus.OUT_OF_DATE);

        assertThat(List.of(low, high, middle).stream()
                        .sorted(TcbLevel.HIGHEST_FIRST)
                        .toList())
                .containsExactly(high, middle, low);
    }

    private static TcbEvaluation.Level level(String svn, String svn2, List<TcbLevel> levels) throws Exception {
        TdxModule plain = new TdxModule("", Bytes.copyOf(new byte[48]), Bytes.copyOf(new byte[8]), List.of());
        TdxModule module = new TdxModule(
                "TDX_01",
                plain.mrSigner(),
                plain.attributes(),
                List.of(
                        new SvnLevel(4, DATE, TcbStatus.UP_TO_DATE, List.of()),
                        new SvnLevel(2, DATE, TcbStatus.OUT_OF_DATE, List.of("INTEL-SA-2"))));
        TcbInfo info = new TcbInfo(DATE, DATE, FMSPC, PCE_ID, 1, plain, List.of(module), levels);
        TcbEvaluation evaluation = new TcbEvaluation(info, PLATFORM, report(svn, svn2));
        return evaluation.level(evaluation.module(), QE);
    }

    private static TcbLevel platform(int sgx, int pceSvn, int tdx, TcbStatus status) {
        Integer[] components = new Integer[16];
        Arrays.fill(components, 0);
        components[0] = tdx;
        components[2] = 5;
        return new TcbLevel(
                Collections.nCopies(16, sgx), pceSvn, List.of(components), DATE, status, List.of("INTEL-SA-1"));
    }

    private static TdReport report(String svn, String svn2) throws QuoteFormatException {
        byte[] quote = TdxVectors.read("quote_v5.dat").toByteArray();
        System.arraycopy(HexFormat.of().parseHex(svn), 0, quote, 54, 4);
        System.arraycopy(HexFormat.of().parseHex(svn2), 0, quote, 54 + 584, 4);
        return (TdReport) Quote.parse(Bytes.wrap(quote)).body();
    }
}
