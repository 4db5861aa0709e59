package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.QuoteFacts;
import dev.cocoonsdk.crypto.TcbStatus;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of a verification with what came of each. They are taken in order, and the first that fails ends it. */
final class VerifySteps {

    /** What came of a step. */
    enum Result {
        OK("ok  "),
        FAILED("FAIL"),
        NOT_REACHED("-   "),
        NOT_ASKED("    ");

        private final String text;

        Result(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** One step. */
    record Line(VerificationStep step, Result result, String text) {}

    private final List<Line> lines = new ArrayList<>();

    VerifySteps(Verdict verdict, boolean ofCertificate) {
        for (VerificationStep step : VerificationStep.values()) {
            boolean ofSealing = step == VerificationStep.ENDORSEMENT || step == VerificationStep.RECEIPT;
            if (!ofSealing && (ofCertificate || step != VerificationStep.CERTIFICATE)) {
                Result result = result(step, verdict, ofCertificate);
                lines.add(new Line(step, result, text(step, result, verdict)));
            }
        }
    }

    private static Result result(VerificationStep step, Verdict verdict, boolean ofCertificate) {
        if (verdict instanceof Verdict.Rejected rejected) {
            if (step == rejected.step()) {
                return Result.FAILED;
            } else if (step.compareTo(rejected.step()) > 0) {
                return Result.NOT_REACHED;
            }
        }
        return step == VerificationStep.BINDING && !ofCertificate ? Result.NOT_ASKED : Result.OK;
    }

    private static String text(VerificationStep step, Result result, Verdict verdict) {
        String what = what(step, verdict);
        if (result == Result.FAILED && verdict instanceof Verdict.Rejected rejected) {
            return what + ": " + rejected.field() + " is " + rejected.actual() + " (expected: " + rejected.expected()
                    + ")";
        } else if (result == Result.NOT_REACHED) {
            return what + ": not judged";
        }
        return result == Result.NOT_ASKED ? what + ": not asked, there is no certificate" : what;
    }

    private static String what(VerificationStep step, Verdict verdict) {
        QuoteFacts facts = verdict instanceof Verdict.Trusted trusted ? trusted.facts() : null;
        return switch (step) {
            case CERTIFICATE -> "certificate: self-signed by its own Ed25519 key, valid, for this use";
            case QUOTE_FORMAT -> "quote format: a TDX quote, every length fits";
            case PLATFORM_CHAIN -> "platform chain: the PCK certificate's chain ends at the pinned root key";
            case QE_REPORT -> "quoting enclave report: signed by the platform, names the attestation key";
            case QUOTE_SIGNATURE -> "quote signature: by the attestation key";
            case BINDING -> "binding: the report data name the certificate's key";
            case COLLATERAL -> "collateral: there is some for this platform";
            case REVOCATION -> "revocation: lists signed, no certificate on them";
            case COLLATERAL_CHAIN -> "collateral chain: signatures of TCB info and QE identity end at the same root";
            case TCB_INFO -> "TCB info: for TDX and for this platform";
            case TDX_MODULE -> "TDX module: Intel's and listed" + (facts == null ? "" : standing(facts.moduleStatus()));
            case QUOTING_ENCLAVE -> "quoting enclave: Intel's" + (facts == null ? "" : standing(facts.qeStatus()));
            case TCB_LEVEL ->
                "TCB level: of platform, module and quoting enclave together"
                        + (facts == null ? "" : standing(facts.status()));
            case DATES -> "dates: certificates, lists and collateral valid at the time";
            case MEASUREMENTS -> "policy: attributes and measurements allowed, no DEBUG";
            case ENDORSEMENT -> "endorsement: of the provider's other keys";
            case RECEIPT -> "receipt: signed by an endorsed key";
        };
    }

    private static String standing(TcbStatus status) {
        return status == TcbStatus.UP_TO_DATE ? ", up to date" : ", status allowed: " + status.text();
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    JsonArray toJson() {
        List<JsonObject> all = lines.stream()
                .map(line -> JsonValue.object(
                        "step", line.step().toString(),
                        "result", line.result().toString().toLowerCase(Locale.ROOT),
                        "text", line.text()))
                .toList();
        return JsonValue.array(all);
    }
}
