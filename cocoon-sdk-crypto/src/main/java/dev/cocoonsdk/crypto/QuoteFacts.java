package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that the verification of a quote taught. Whoever holds it from a {@link Verdict.Trusted} may rely on it; made by hand it
 * proves nothing.
 *
 * @param policy name of the policy that judged
 * @param judgedAt the time for which it judged
 * @param report what the trust domain measures
 * @param rootKeyId the root key under the quote and the collateral
 * @param fmspc kind of platform, 6 bytes
 * @param status of platform, TDX module and quoting enclave together
 * @param platformStatus of the platform's level alone
 * @param moduleStatus of the TDX module alone
 * @param qeStatus of the quoting enclave alone
 * @param tcbDate what the platform's level is up to date with
 * @param tcbEvaluationNumber the lower tcbEvaluationDataNumber of TCB info and QE identity
 * @param advisories ids of Intel's advisories that apply, sorted
 * @param collateralIssued when the TCB info was issued
 * @param collateralUntil when the first certificate, list or document that was used ends
 */
public record QuoteFacts(
        String policy,
        Instant judgedAt,
        TdReport report,
        CollateralRootHash rootKeyId,
        Bytes fmspc,
        TcbStatus status,
        TcbStatus platformStatus,
        TcbStatus moduleStatus,
        TcbStatus qeStatus,
        Instant tcbDate,
        int tcbEvaluationNumber,
        List<String> advisories,
        Instant collateralIssued,
        Instant collateralUntil) {

    /** Copies the list. */
    public QuoteFacts {
        advisories = List.copyOf(advisories);
    }

    /** Hash of everything that was measured ({@code docs/protocol/attestation.md} 6). */
    public Hash256 imageHash() {
        return ImageHash.tdx(report.measurements());
    }

    /** For records and reports: hexadecimal digits, Intel's names of statuses, ISO 8601 times. */
    public JsonObject toJson() {
        return JsonValue.object(
                        "policy", policy,
                        "judged_at", judgedAt.toString(),
                        "image_hash", imageHash().toHex(),
                        "mrtd", report.mrTd().toHex(),
                        "rtmrs",
                                JsonValue.array(report.rtmrs().stream()
                                        .map(rtmr -> JsonValue.of(rtmr.toHex()))
                                        .toList()),
                        "mrseam", report.mrSeam().toHex(),
                        "td_attributes", Long.toHexString(report.tdAttributes()),
                        "xfam", Long.toHexString(report.xfam()),
                        "root_key_id", rootKeyId.toString(),
                        "fmspc", HexFormat.of().formatHex(fmspc.toByteArray()))
                .with("status", JsonValue.of(status.text()))
                .with("platform_status", JsonValue.of(platformStatus.text()))
                .with("module_status", JsonValue.of(moduleStatus.text()))
                .with("qe_status", JsonValue.of(qeStatus.text()))
                .with("tcb_date", JsonValue.of(tcbDate.toString()))
                .with("tcb_evaluation_number", JsonValue.of(tcbEvaluationNumber))
                .with(
                        "advisories",
                        JsonValue.array(advisories.stream().map(JsonValue::of).toList()))
                .with("collateral_issued", JsonValue.of(collateralIssued.toString()))
                .with("collateral_until", JsonValue.of(collateralUntil.toString()));
    }
}
