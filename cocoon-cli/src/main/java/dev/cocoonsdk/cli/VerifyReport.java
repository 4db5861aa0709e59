package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.eventlog.EventLog;
import dev.cocoonsdk.crypto.eventlog.RegisterReplay;
import dev.cocoonsdk.crypto.quote.Measurement;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains what came of judging a quote or a certificate. */
final class VerifyReport {

    private final Verdict verdict;
    private final @Nullable TdReport quoted;
    private final VerifySteps steps;
    private final Instant at;
    private final @Nullable RegisterReplay replay;

    /**
     * A report.
     *
     * @param quote the quote as it came, or null if there was none
     * @param ofCertificate whether a certificate was judged, with its binding to the quote
     */
    VerifyReport(
            Verdict verdict, @Nullable Bytes quote, boolean ofCertificate, Instant at, @Nullable EventLog eventLog) {
        this.verdict = verdict;
        this.quoted = quote == null ? null : report(quote);
        this.steps = new VerifySteps(verdict, ofCertificate);
        this.at = at;
        this.replay = quoted == null || eventLog == null ? null : eventLog.replay(values(quoted));
    }

    private static @Nullable TdReport report(Bytes quote) {
        try {
            return Quote.parse(quote).body() instanceof TdReport report ? report : null;
        } catch (QuoteFormatException e) {
            return null;
        }
    }

    private static List<Bytes> values(TdReport report) {
        return report.rtmrs().stream().map(Measurement::value).toList();
    }

    /** Prints the report and says which exit code it means. */
    int print(Terminal terminal, boolean json) {
        if (json) {
            terminal.out().println(json().toJson());
        } else {
            text(terminal);
        }
        return exitCode();
    }

    /** A policy of ours never accepts without a quote; if one did, nothing would be proved. */
    private int exitCode() {
        if (verdict instanceof Verdict.Rejected rejected) {
            return VerifyExit.of(rejected);
        }
        return verdict instanceof Verdict.Trusted ? VerifyExit.TRUSTED : VerifyExit.REFUSED;
    }

    private boolean isSimulated() {
        return verdict.assurance() == AssuranceLevel.SIMULATED;
    }

    private void text(Terminal terminal) {
        PrintStream out = terminal.out();
        String word = verdict.isAccepted() ? isSimulated() ? "SIMULATED" : "TRUSTED" : "REFUSED";
        out.println(terminal.bold(word) + "  " + clean(verdict.peer()) + ", judged for " + at);
        if (isSimulated()) {
            out.println("SIMULATED PLATFORM: whoever has the simulator can make this quote. It proves nothing.");
        }
        out.println();
        out.println("Steps");
        for (VerifySteps.Line line : steps.lines()) {
            out.println("  " + line.result().text() + "  " + clean(line.text()));
        }
        if (verdict instanceof Verdict.Trusted trusted && trusted.facts() != null) {
            out.println();
            out.println("Platform");
            VerifyFacts.platform(trusted.facts()).forEach(line -> out.println("  " + line));
            out.println("  the verdict stands until " + trusted.validUntil());
        }
        if (quoted != null) {
            out.println();
            out.println(verdict.isAccepted() ? "What was measured" : "What the quote says was measured (not proved)");
            VerifyFacts.measured(quoted).forEach(line -> out.println("  " + line));
        }
        if (replay != null) {
            out.println();
            out.println("Event log");
            VerifyFacts.events(replay).forEach(line -> out.println("  " + clean(line)));
        }
        out.println();
        out.println("What to do");
        out.println("  " + advice());
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private String advice() {
        if (verdict instanceof Verdict.Rejected rejected) {
            return advice(rejected.failure());
        }
        return isSimulated()
                ? "Use it for tests only."
                : "Compare the image hash with one that you built or that the root contract lists; the hardware is genuine, the software"
                        + " is whatever has this hash.";
    }

    private static String advice(FailureClass failure) {
        return switch (failure) {
            case MALFORMED ->
                "Check that the file is complete and of the right kind; do not talk to whoever sent it as it is.";
            case FORGED -> "Do not talk to this peer: the evidence was made up, changed, or belongs to another key.";
            case REVOKED -> "Do not talk to this peer: Intel has revoked the platform.";
            case OUTDATED ->
                "The platform lacks security updates: its operator must update firmware or TDX module. A --policy may allow"
                        + " the status for a time.";
            case POLICY ->
                "The quote is genuine but not what the policy asks for; change the policy only if you know why.";
            case COLLATERAL_MISSING ->
                "Give collateral of this platform: --collateral DIR, --bundle FILE, or --pccs"
                        + " https://api.trustedservices.intel.com";
            case COLLATERAL_EXPIRED -> "Fetch newer collateral; to judge the past, give --at TIME.";
            case CLOCK -> "Check this machine's clock, or give --at TIME.";
        };
    }

    private JsonObject json() {
        JsonObject json = JsonValue.object(
                "trusted",
                verdict.isAccepted() && exitCode() == VerifyExit.TRUSTED,
                "assurance",
                verdict.assurance().toString(),
                "exit_code",
                exitCode(),
                "subject",
                verdict.peer(),
                "judged_for",
                at.toString(),
                "steps",
                steps.toJson());
        if (verdict instanceof Verdict.Rejected rejected) {
            json = json.with("failure", failure(rejected));
        } else if (verdict instanceof Verdict.Trusted trusted) {
            json = json.with("valid_until", JsonValue.of(trusted.validUntil().toString()));
            if (trusted.facts() != null) {
                json = json.with("facts", trusted.facts().toJson());
            }
        }
        if (quoted != null) {
            json = json.with("measured", VerifyFacts.toJson(quoted));
        }
        if (replay != null) {
            json = json.with("event_log", VerifyFacts.toJson(replay));
        }
        return json.with("advice", JsonValue.of(advice()));
    }

    private static JsonObject failure(Verdict.Rejected rejected) {
        return JsonValue.object(
                "class", rejected.failure().toString(),
                "step", rejected.step().toString(),
                "field", rejected.field(),
                "expected", rejected.expected(),
                "actual", rejected.actual(),
                "retry_may_help", rejected.retryMayHelp());
    }
}
