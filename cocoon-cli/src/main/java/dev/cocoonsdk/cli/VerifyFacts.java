package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.QuoteFacts;
import dev.cocoonsdk.crypto.eventlog.LogEvent;
import dev.cocoonsdk.crypto.eventlog.RegisterReplay;
import dev.cocoonsdk.crypto.eventlog.RegisterReplay.Register;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What was learned from a quote, in lines and as JSON ({@code docs/protocol/attestation.md} 6, 12). */
final class VerifyFacts {

    private static final String[] REGISTERS = {
        "the firmware's configuration",
        "boot loader and kernel",
        "kernel command line and initial file system, with the root file system's hash",
        "what the image's boot scripts extend: specification directory, debug mode"
    };

    private VerifyFacts() {}

    static List<String> platform(QuoteFacts facts) {
        List<String> lines = new ArrayList<>();
        lines.add("FMSPC " + HexFormat.of().formatHex(facts.fmspc().toByteArray()) + ", root key id "
                + facts.rootKeyId());
        lines.add("status " + facts.status() + " (platform " + facts.platformStatus() + " of " + facts.tcbDate()
                + ", TDX module " + facts.moduleStatus() + ", quoting enclave " + facts.qeStatus() + ")");
        lines.add("collateral of " + facts.collateralIssued() + " until " + facts.collateralUntil()
                + ", TCB evaluation " + facts.tcbEvaluationNumber());
        lines.add("advisories: " + (facts.advisories().isEmpty() ? "none" : String.join(", ", facts.advisories())));
        return lines;
    }

    static List<String> measured(TdReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("image hash   " + ImageHash.tdx(report.measurements()).toHex() + "  names all of the following");
        lines.add("MRTD         " + report.mrTd().toHex() + "  the virtual firmware");
        for (int i = 0; i < REGISTERS.length; i++) {
            lines.add("RTMR" + i + "        " + report.rtmrs().get(i).toHex() + "  " + REGISTERS[i]);
        }
        lines.add("MRCONFIGID   " + report.mrConfigId().toHex() + "  given by who started it");
        lines.add("MRSEAM       " + report.mrSeam().toHex() + "  the TDX module");
        lines.add(String.format("attributes   %016x, XFAM %016x", report.tdAttributes(), report.xfam()));
        lines.add("report data  " + HexFormat.of().formatHex(report.reportData().toByteArray()));
        return lines;
    }

    static JsonObject toJson(TdReport report) {
        return JsonValue.object(
                        "image_hash", ImageHash.tdx(report.measurements()).toHex(),
                        "mrtd", report.mrTd().toHex(),
                        "rtmrs",
                                JsonValue.array(report.rtmrs().stream()
                                        .map(rtmr -> JsonValue.of(rtmr.toHex()))
                                        .toList()))
                .with(
                        "report_data",
                        JsonValue.of(
                                HexFormat.of().formatHex(report.reportData().toByteArray())));
    }

    static List<String> events(RegisterReplay replay) {
        List<String> lines = new ArrayList<>();
        for (Register register : replay.registers()) {
            lines.add("RTMR" + register.index()
                    + (register.matches()
                            ? ": the log gives the quote's value"
                            : ": THE LOG GIVES ANOTHER VALUE, so it explains nothing"));
            for (LogEvent event : register.events()) {
                lines.add("  " + event.typeName() + ": " + event.description());
            }
        }
        return lines;
    }

    static JsonObject toJson(RegisterReplay replay) {
        return JsonValue.object(
                "matches",
                replay.matches(),
                "registers",
                JsonValue.array(
                        replay.registers().stream().map(VerifyFacts::toJson).toList()));
    }

    private static JsonObject toJson(Register register) {
        List<JsonObject> events = register.events().stream()
                .map(event -> JsonValue.object(
                        "type", event.typeName(),
                        "digest", HexFormat.of().formatHex(event.digest().toByteArray()),
                        "description", event.description(),
                        "data_measured", event.isDataMeasured()))
                .toList();
        return JsonValue.object(
                "register", "RTMR" + register.index(),
                "matches", register.matches(),
                "replayed", HexFormat.of().formatHex(register.replayed().toByteArray()),
                "events", JsonValue.array(events));
    }
}
