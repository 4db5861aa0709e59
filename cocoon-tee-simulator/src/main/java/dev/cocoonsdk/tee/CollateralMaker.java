package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Writes TCB info and QE identity in the form of Intel's ({@code docs/protocol/attestation.md} 9.3). */
final class CollateralMaker {

    /** SVNs of the PCK certificate and of the youngest level. */
    static final List<Integer> COMPONENTS = List.of(3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0);

    static final int PCE_SVN = 13;
    static final List<Integer> TDX_COMPONENTS = List.of(6, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    static final byte[] QE_SIGNER = P256Key.digest("SHA-256", ascii("simulated quoting enclave: signer"));
    static final int QE_SVN = 6;
    static final int QE_PRODUCT = 2;

    private static final String MODULE_SIGNER = "00".repeat(48);
    private static final String NEW = "2024-03-13T00:00:00Z";
    private static final String OLD = "2018-01-04T00:00:00Z";
    private static final int EVALUATION = 17;

    private CollateralMaker() {}

    static byte[] ascii(String text) {
        return Bytes.utf8(text).toByteArray();
    }

    static JsonObject tcbInfo(PckFields pck, Instant issued, Instant next) {
        return JsonValue.object(
                "id", "TDX",
                "version", 3,
                "issueDate", issued.toString(),
                "nextUpdate", next.toString(),
                "fmspc", hex(pck.fmspc().toByteArray()),
                "pceId", hex(pck.pceId().toByteArray()),
                "tcbType", 0,
                "tcbEvaluationDataNumber", EVALUATION,
                "tdxModule", module(),
                "tdxModuleIdentities", JsonValue.array(List.of(moduleIdentity(3, 3, 1), moduleIdentity(1, 6, 2))),
                "tcbLevels", JsonValue.array(List.of(level(PCE_SVN, 5, NEW, "UpToDate"), oldLevel())));
    }

    private static JsonObject module() {
        return JsonValue.object(
                "mrsigner", MODULE_SIGNER, "attributes", "0000000000000000", "attributesMask", "FFFFFFFFFFFFFFFF");
    }

    private static JsonObject moduleIdentity(int major, int upToDate, int outOfDate) {
        return JsonValue.object("id", "TDX_0" + major)
                .with("mrsigner", JsonValue.of(MODULE_SIGNER))
                .with("attributes", JsonValue.of("0000000000000000"))
                .with("attributesMask", JsonValue.of("FFFFFFFFFFFFFFFF"))
                .with("tcbLevels", svnLevels(upToDate, outOfDate));
    }

    private static JsonValue svnLevels(int upToDate, int outOfDate) {
        return JsonValue.array(List.of(svnLevel(upToDate, NEW, "UpToDate"), svnLevel(outOfDate, OLD, "OutOfDate")));
    }

    private static JsonObject svnLevel(int svn, String date, String status) {
        return JsonValue.object("tcb", JsonValue.object("isvsvn", svn), "tcbDate", date, "tcbStatus", status);
    }

    private static JsonObject oldLevel() {
        return level(5, 5, OLD, "OutOfDate")
                .with(
                        "advisoryIDs",
                        JsonValue.array(List.of(JsonValue.of("INTEL-SA-00106"), JsonValue.of("INTEL-SA-00837"))));
    }

    private static JsonObject level(int pceSvn, int moduleSvn, String date, String status) {
        List<Integer> tdx = new ArrayList<>(TDX_COMPONENTS);
        tdx.set(0, moduleSvn);
        tdx.set(1, 0);
        return JsonValue.object(
                "tcb",
                JsonValue.object(
                        "sgxtcbcomponents", components(COMPONENTS),
                        "pcesvn", pceSvn,
                        "tdxtcbcomponents", components(tdx)),
                "tcbDate",
                date,
                "tcbStatus",
                status);
    }

    private static JsonValue components(List<Integer> svns) {
        return JsonValue.array(
                svns.stream().map(svn -> JsonValue.object("svn", svn)).toList());
    }

    static JsonObject qeIdentity(Instant issued, Instant next) {
        return JsonValue.object(
                "id",
                "TD_QE",
                "version",
                2,
                "issueDate",
                issued.toString(),
                "nextUpdate",
                next.toString(),
                "tcbEvaluationDataNumber",
                EVALUATION,
                "miscselect",
                "00000000",
                "miscselectMask",
                "FFFFFFFF",
                "attributes",
                "11000000000000000000000000000000",
                "attributesMask",
                "FBFFFFFFFFFFFFFF0000000000000000",
                "mrsigner",
                hex(QE_SIGNER),
                "isvprodid",
                QE_PRODUCT,
                "tcbLevels",
                svnLevels(QE_SVN, 4));
    }

    static byte[] qeReport() {
        byte[] report = new byte[QuoteMaker.REPORT];
        byte[] cpuSvn = HexFormat.of().parseHex("0303191b04ff00060000000000000000");
        byte[] attributes = HexFormat.of().parseHex("1500000000000000e700000000000000");
        byte[] measurement = P256Key.digest("SHA-256", ascii("simulated quoting enclave: code"));
        System.arraycopy(cpuSvn, 0, report, 0, cpuSvn.length);
        System.arraycopy(attributes, 0, report, 48, attributes.length);
        System.arraycopy(measurement, 0, report, 64, measurement.length);
        System.arraycopy(QE_SIGNER, 0, report, 128, QE_SIGNER.length);
        report[256] = QE_PRODUCT;
        report[258] = QE_SVN;
        return report;
    }

    static byte[] teeTcbSvn() {
        byte[] svn = new byte[TDX_COMPONENTS.size()];
        for (int i = 0; i < svn.length; i++) {
            svn[i] = TDX_COMPONENTS.get(i).byteValue();
        }
        return svn;
    }

    /** The JSON of one item: the signature is over the value's exact bytes. */
    static Bytes signed(String name, JsonObject value, P256Key signer) {
        byte[] inner = value.toJsonBytes();
        String text = new String(inner, StandardCharsets.UTF_8);
        String signature = HexFormat.of().formatHex(signer.signPlain(inner));
        return Bytes.utf8("{\"" + name + "\":" + text + ",\"signature\":\"" + signature + "\"}");
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(Arrays.copyOf(bytes, bytes.length));
    }
}
