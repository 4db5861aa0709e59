package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.VerificationStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * TCB information, version 3 for TDX ({@code docs/protocol/attestation.md} 9.3).
 *
 * @param evaluationNumber tcbEvaluationDataNumber
 * @param module what a module without a version must be
 * @param modules what modules with a version must be
 * @param levels highest first
 */
record TcbInfo(
        Instant issued,
        Instant nextUpdate,
        Bytes fmspc,
        Bytes pceId,
        int evaluationNumber,
        TdxModule module,
        List<TdxModule> modules,
        List<TcbLevel> levels) {

    /** More than Intel ever listed. */
    static final int MAX_ITEMS = 256;

    private static final Place PLACE = Place.collateral(VerificationStep.TCB_INFO);
    private static final int VERSION = 3;

    static TcbInfo parse(Bytes json) throws Refusal {
        JsonFields info = JsonFields.parse(PLACE, "tcbInfo", json);
        int version = info.integer("version", Integer.MAX_VALUE);
        String id = version < VERSION ? "none" : info.text("id");
        if (version != VERSION || !id.equals("TDX")) {
            throw PLACE.refusal(
                    "tcbInfo",
                    "version 3 for TDX",
                    "version " + version + " for something else",
                    FailureClass.COLLATERAL_MISSING);
        }
        if (info.integer("tcbType", Integer.MAX_VALUE) != 0) {
            throw PLACE.malformed("tcbInfo.tcbType", "0", "another type");
        }
        return new TcbInfo(
                info.time("issueDate"),
                info.time("nextUpdate"),
                info.hex("fmspc", 6),
                info.hex("pceId", 2),
                info.integer("tcbEvaluationDataNumber", Integer.MAX_VALUE),
                TdxModule.parse(info.object("tdxModule"), "", List.of()),
                modules(info),
                levels(info));
    }

    private static List<TdxModule> modules(JsonFields info) throws Refusal {
        List<TdxModule> modules = new ArrayList<>();
        for (JsonFields module : info.objects("tdxModuleIdentities", MAX_ITEMS)) {
            modules.add(TdxModule.parse(module, module.text("id").toUpperCase(Locale.ROOT), SvnLevel.parse(module)));
        }
        return List.copyOf(modules);
    }

    private static List<TcbLevel> levels(JsonFields info) throws Refusal {
        List<TcbLevel> levels = new ArrayList<>();
        for (JsonFields level : info.objects("tcbLevels", MAX_ITEMS)) {
            levels.add(TcbLevel.parse(PLACE, level));
        }
        levels.sort(TcbLevel.HIGHEST_FIRST);
        return List.copyOf(levels);
    }

    /** The module of TEE_TCB_SVN[1], or null if Intel lists none. */
    @Nullable
    TdxModule module(int version) {
        if (version == 0) {
            return module;
        }
        String id = String.format(Locale.ROOT, "TDX_%02X", version);
        return modules.stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Refuses information about other platforms. */
    void checkPlatform(PckExtension platform) throws Refusal {
        if (!fmspc.equals(platform.fmspc()) || !pceId.equals(platform.pceId())) {
            throw PLACE.refusal(
                    fmspc.equals(platform.fmspc()) ? "tcbInfo.pceId" : "tcbInfo.fmspc",
                    "the PCK certificate's",
                    "another platform's",
                    FailureClass.COLLATERAL_MISSING);
        }
    }

    Validity validity() {
        return new Validity("TCB info", issued, nextUpdate, true);
    }
}
