package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.TcbStatus;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the level of a platform ({@code docs/protocol/attestation.md} 9.5 steps 6 and 8). */
final class TcbEvaluation {

    private static final Place MODULE = Place.collateral(VerificationStep.TDX_MODULE);
    private static final Place LEVEL = Place.peer(VerificationStep.TCB_LEVEL);

    private final TcbInfo info;
    private final PckExtension platform;
    private final TdReport report;
    private final int moduleVersion;

    TcbEvaluation(TcbInfo info, PckExtension platform, TdReport report) {
        this.info = info;
        this.platform = platform;
        this.report = report;
        this.moduleVersion = version(report.teeTcbSvn(), 1);
    }

    /** The module's level, or null for a module without a version, which the platform's level covers. */
    @Nullable
    SvnLevel module() throws Refusal {
        TdxModule module = info.module(moduleVersion);
        if (module == null) {
            throw MODULE.refusal(
                    "TDX module", "one that the TCB info lists", "version " + moduleVersion, FailureClass.OUTDATED);
        }
        if (!module.mrSigner().equals(report.mrSignerSeam().value())) {
            throw Refusal.ofPeer(
                    VerificationStep.TDX_MODULE, "MRSIGNERSEAM", "Intel's", "another", FailureClass.FORGED);
        }
        if (report.seamAttributes() != 0 || !module.attributes().equals(Bytes.wrap(new byte[8]))) {
            throw Refusal.ofPeer(
                    VerificationStep.TDX_MODULE, "SEAMATTRIBUTES", "zero", "another value", FailureClass.FORGED);
        }
        if (moduleVersion == 0) {
            return null;
        }
        int isvSvn = version(report.teeTcbSvn(), 0);
        SvnLevel level = SvnLevel.of(module.levels(), isvSvn);
        if (level == null) {
            throw MODULE.refusal(
                    "TDX module ISVSVN", "one of Intel's levels", "below all: " + isvSvn, FailureClass.OUTDATED);
        }
        return level;
    }

    /** Everything that Intel says about the platform, merged. */
    Level level(@Nullable SvnLevel module, SvnLevel qe) throws Refusal {
        List<TcbLevel> reached = info.levels().stream()
                .filter(level -> level.reachedBy(platform))
                .toList();
        TcbLevel level = reached.stream()
                .filter(candidate -> candidate.reachedBy(report.teeTcbSvn()))
                .findFirst()
                .orElse(null);
        if (level == null) {
            throw LEVEL.refusal("TCB level", "one of Intel's levels", "below all", FailureClass.OUTDATED);
        }
        TcbStatus moduleStatus = module == null ? TcbStatus.UP_TO_DATE : module.status();
        TcbStatus merged = TcbMerge.with(level.status(), moduleStatus);
        merged = relaunch(reached.get(0).status(), merged, moduleStatus, qe.status());
        merged = TcbMerge.with(merged, qe.status());
        return new Level(level, module, qe, merged, advisories(level, module, qe));
    }

    /**
     * A domain of TDX 1.5 that runs on a current platform with a current module, but was launched under an older module, needs a relaunch
     * only.
     */
    private TcbStatus relaunch(TcbStatus sgx, TcbStatus merged, TcbStatus moduleStatus, TcbStatus qe) {
        Bytes now = report.teeTcbSvn2();
        if (now == null
                || qe != TcbStatus.UP_TO_DATE
                || moduleStatus != TcbStatus.OUT_OF_DATE
                || !TcbMerge.current(sgx)
                || !TcbMerge.outOfDate(merged)) {
            return merged;
        }
        return latest(now) ? TcbMerge.relaunch(sgx, merged) : merged;
    }

    private boolean latest(Bytes now) {
        TcbLevel newest = info.levels().get(0);
        int version = version(now, 1);
        TdxModule module = info.module(version);
        if (module == null || version(now, 2) < newest.tdx().get(2)) {
            return false;
        } else if (version == 0) {
            return version(now, 0) >= newest.tdx().get(0);
        }
        return !module.levels().isEmpty()
                && version(now, 0) >= module.levels().get(0).isvSvn();
    }

    private static List<String> advisories(TcbLevel level, @Nullable SvnLevel module, SvnLevel qe) {
        TreeSet<String> all = new TreeSet<>(level.advisories());
        all.addAll(qe.advisories());
        if (module != null) {
            all.addAll(module.advisories());
        }
        return new ArrayList<>(all);
    }

    private static int version(Bytes svn, int index) {
        return Byte.toUnsignedInt(svn.asByteBuffer().get(index));
    }

    /**
     * What came of it.
     *
     * @param platform the level reached
     * @param module level of the TDX module, null for one without a version
     * @param qe level of the quoting enclave
     * @param merged all of them together
     * @param advisories ids of Intel's advisories that apply, sorted
     */
    record Level(
            TcbLevel platform, @Nullable SvnLevel module, SvnLevel qe, TcbStatus merged, List<String> advisories) {}
}
