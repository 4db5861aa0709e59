package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.FailureClass.OUTDATED;
import static dev.cocoonsdk.crypto.FailureClass.REVOKED;
import static dev.cocoonsdk.crypto.VerificationStep.QUOTING_ENCLAVE;
import static dev.cocoonsdk.crypto.VerificationStep.TCB_INFO;
import static dev.cocoonsdk.crypto.VerificationStep.TCB_LEVEL;
import static dev.cocoonsdk.crypto.VerificationStep.TDX_MODULE;
import static dev.cocoonsdk.tee.CertificateRole.PCK;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Steps 6 to 8: TDX module, quoting enclave, level of the platform. */
final class LevelCases {

    private static final List<String> STATUSES = List.of(
            "SWHardeningNeeded",
            "ConfigurationNeeded",
            "ConfigurationAndSWHardeningNeeded",
            "OutOfDate",
            "OutOfDateConfigurationNeeded");

    private LevelCases() {}

    static List<AttestationCase> all() {
        List<AttestationCase> all = new ArrayList<>(modules());
        all.addAll(enclaves());
        all.addAll(levels());
        STATUSES.forEach(status -> all.add(named("tcb-status-" + hyphens(status), "the platform's level is " + status)
                .platform(builder -> builder.tcbStatus(status, "INTEL-SA-00837"))
                .refused(TCB_LEVEL, "TCB status", OUTDATED)));
        return all;
    }

    private static String hyphens(String status) {
        return status.replaceAll("([a-z])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    private static List<AttestationCase> modules() {
        return List.of(
                named("module-identity-missing", "TEE_TCB_SVN names module version 2, which TCB info does not list")
                        .quote(quote -> quote.body(1, (byte) 2))
                        .refused(TDX_MODULE, "TDX module", OUTDATED),
                named("module-identities-missing", "TCB info lists no module identities")
                        .platform(builder -> builder.tcbInfo(info -> info.without("tdxModuleIdentities")))
                        .refused(TDX_MODULE, "TDX module", OUTDATED),
                named("mrsignerseam-wrong", "MRSIGNERSEAM is not zero")
                        .quote(quote -> quote.body(64, (byte) 1))
                        .forged(TDX_MODULE, "MRSIGNERSEAM"),
                named("mrsignerseam-wrong-without-version", "MRSIGNERSEAM of a module without version is not zero")
                        .quote(quote -> quote.body(1, (byte) 0).body(111, (byte) 1))
                        .forged(TDX_MODULE, "MRSIGNERSEAM"),
                named("seamattributes-not-zero", "SEAMATTRIBUTES has bit 0")
                        .quote(quote -> quote.body(112, (byte) 1))
                        .forged(TDX_MODULE, "SEAMATTRIBUTES"),
                named("module-isvsvn-below-all", "the module's version is below all levels")
                        .quote(quote -> quote.body(0, (byte) 1))
                        .refused(TDX_MODULE, "TDX module ISVSVN", OUTDATED),
                named("module-out-of-date", "the module's version reaches an OutOfDate level only")
                        .quote(quote -> quote.body(0, (byte) 3))
                        .refused(TDX_MODULE, "TDX module status", OUTDATED),
                named("module-revoked", "the module's level is Revoked")
                        .platform(builder -> builder.moduleStatus("Revoked"))
                        .refused(TDX_MODULE, "TDX module status", REVOKED));
    }

    private static List<AttestationCase> enclaves() {
        return List.of(
                named("qe-miscselect-wrong", "MISCSELECT of the quoting enclave has bit 0")
                        .quote(quote -> quote.qeReport(16, (byte) 1))
                        .forged(QUOTING_ENCLAVE, "QE MISCSELECT"),
                named("qe-attributes-debug", "the quoting enclave runs in debug mode")
                        .quote(quote -> quote.qeReport(48, (byte) 0x17))
                        .forged(QUOTING_ENCLAVE, "QE attributes"),
                named("qe-mrsigner-wrong", "another signer of the quoting enclave")
                        .quote(quote -> quote.qeReport(128, (byte) 1, (byte) 2))
                        .forged(QUOTING_ENCLAVE, "QE MRSIGNER"),
                named("qe-isvprodid-wrong", "another product of the same signer")
                        .quote(quote -> quote.qeReport(256, (byte) 1))
                        .forged(QUOTING_ENCLAVE, "QE ISVPRODID"),
                named("qe-isvsvn-below", "the quoting enclave's version is below all levels")
                        .quote(quote -> quote.qeReport(258, (byte) 3))
                        .refused(QUOTING_ENCLAVE, "QE ISVSVN", OUTDATED),
                named("qe-out-of-date", "the quoting enclave reaches an OutOfDate level only")
                        .quote(quote -> quote.qeReport(258, (byte) 4))
                        .refused(QUOTING_ENCLAVE, "QE status", OUTDATED),
                named("qe-revoked", "the quoting enclave's level is Revoked")
                        .platform(builder -> builder.qeStatus("Revoked"))
                        .refused(QUOTING_ENCLAVE, "QE status", REVOKED));
    }

    private static List<AttestationCase> levels() {
        return List.of(
                named("tcb-level-none", "SGX component 1 of the PCK certificate is below all levels")
                        .platform(builder -> builder.certificate(
                                PCK,
                                spec -> spec.withPck(spec.pck()
                                        .withTcb(
                                                lower(spec.pck().components(), 0),
                                                spec.pck().pceSvn()))))
                        .refused(TCB_LEVEL, "TCB level", OUTDATED),
                named("tcb-level-none-for-last-component", "SGX component 8 of the PCK certificate is below all levels")
                        .platform(builder -> builder.certificate(
                                PCK,
                                spec -> spec.withPck(spec.pck()
                                        .withTcb(
                                                lower(spec.pck().components(), 7),
                                                spec.pck().pceSvn()))))
                        .refused(TCB_LEVEL, "TCB level", OUTDATED),
                named("tcb-pcesvn-none", "PCESVN of the PCK certificate is below all levels")
                        .platform(builder -> builder.certificate(
                                PCK,
                                spec -> spec.withPck(
                                        spec.pck().withTcb(spec.pck().components(), 4))))
                        .refused(TCB_LEVEL, "TCB level", OUTDATED),
                named("tcb-pcesvn-below", "PCESVN of the PCK certificate reaches an OutOfDate level only")
                        .platform(builder -> builder.certificate(
                                PCK,
                                spec -> spec.withPck(
                                        spec.pck().withTcb(spec.pck().components(), 12))))
                        .refused(TCB_LEVEL, "TCB status", OUTDATED),
                named("tcb-tdx-component-below", "TDX component 3 of TEE_TCB_SVN is below all levels")
                        .quote(quote -> quote.body(2, (byte) 2))
                        .refused(TCB_LEVEL, "TCB level", OUTDATED),
                named(
                                "tcb-tdx-module-component-below",
                                "TDX component 1 of a module without version is below all levels")
                        .quote(quote -> quote.body(0, (byte) 4, (byte) 0))
                        .refused(TCB_LEVEL, "TCB level", OUTDATED),
                named("tcb-info-without-levels", "TCB info lists no levels")
                        .platform(
                                builder -> builder.tcbInfo(info -> info.with("tcbLevels", JsonValue.array(List.of()))))
                        .refused(TCB_LEVEL, "TCB level", OUTDATED),
                named("tcb-info-component-missing", "a level of TCB info has no SGX components")
                        .platform(builder -> builder.tcbInfo(info -> info.with(
                                "tcbLevels",
                                JsonValue.array(List.of(JsonValue.object(
                                        "tcb",
                                        JsonValue.object("pcesvn", 1),
                                        "tcbDate",
                                        "2024-03-13T00:00:00Z",
                                        "tcbStatus",
                                        "UpToDate"))))))
                        .malformed(TCB_INFO, "sgxtcbcomponents"),
                named("tcb-status-revoked", "the platform's level is Revoked")
                        .platform(builder -> builder.tcbStatus("Revoked"))
                        .refused(TCB_LEVEL, "TCB status", REVOKED),
                named("td-relaunch-advised", "launched under an old TDX module; the loaded one is current")
                        .quote(quote -> quote.tdx15().body(0, (byte) 3))
                        .refused(TCB_LEVEL, "TCB status", OUTDATED),
                named("minimum-tcb-evaluation", "the policy wants tcbEvaluationDataNumber 18")
                        .policy("minimum_tcb_evaluation", 18)
                        .refused(TCB_LEVEL, "tcbEvaluationDataNumber", OUTDATED),
                named("minimum-tcb-date", "the policy wants a level of 2025")
                        .policy("minimum_tcb_date", "2025-01-01T00:00:00Z")
                        .refused(TCB_LEVEL, "TCB date", OUTDATED));
    }

    private static List<Integer> lower(List<Integer> components, int index) {
        List<Integer> lower = new ArrayList<>(components);
        lower.set(index, components.get(index) - 1);
        return Collections.unmodifiableList(lower);
    }
}
