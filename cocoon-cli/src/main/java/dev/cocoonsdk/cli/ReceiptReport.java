package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.sealed.Metering;
import dev.cocoonsdk.crypto.sealed.Receipt;
import dev.cocoonsdk.crypto.sealed.ReceiptArchive;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import java.io.PrintStream;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Explains what came of judging a receipt.
 *
 * @param archive null if the file could not be read
 * @param provider null if refused
 * @param refusal null if accepted
 */
record ReceiptReport(
        @Nullable ReceiptArchive archive, @Nullable VerifiedProvider provider, Verdict.@Nullable Rejected refusal) {

    static ReceiptReport accepted(ReceiptArchive archive, VerifiedProvider provider) {
        return new ReceiptReport(archive, provider, null);
    }

    static ReceiptReport refused(@Nullable ReceiptArchive archive, Verdict.Rejected refusal) {
        return new ReceiptReport(archive, null, refusal);
    }

    /** Prints the report and says which exit code it means. */
    int print(Terminal terminal, boolean asJson) {
        if (asJson) {
            terminal.out().println(json().toJson());
        } else {
            text(terminal);
        }
        return exitCode();
    }

    private int exitCode() {
        return refusal == null ? VerifyExit.TRUSTED : VerifyExit.of(refusal);
    }

    private void text(Terminal terminal) {
        PrintStream out = terminal.out();
        if (refusal != null) {
            out.println(terminal.bold("REFUSED") + "  " + clean(refusal.message()));
            out.println("Nothing that this file says is proved.");
        } else if (archive != null && provider != null) {
            accepted(terminal, archive, provider);
        }
    }

    private static void accepted(Terminal terminal, ReceiptArchive archive, VerifiedProvider provider) {
        PrintStream out = terminal.out();
        Receipt receipt = archive.receipt().receipt();
        if (provider.verdict().assurance() == AssuranceLevel.SIMULATED) {
            out.println(terminal.bold("SIMULATED: proves nothing about hardware.")
                    + " Whoever has a simulator can make this file.");
        } else {
            out.println(terminal.bold("TRUSTED") + "  quote, collateral, endorsement and receipt hold");
        }
        out.println();
        out.println("Who could read   the client, and the enclave of image " + receipt.imageHash());
        out.println("                 key " + provider.peerKey() + ", root key " + archive.rootKind());
        out.println("Request          " + receipt.exchange().requestId());
        out.println("  sealed bytes   " + receipt.exchange().requestHash() + "  answer "
                + receipt.exchange().answerHash());
        out.println("Model            " + clean(receipt.model()));
        out.println("Time             " + receipt.startedAt() + " to " + receipt.endedAt());
        out.println("Charged          " + charged(receipt.metering()));
        out.println("Root config      version " + receipt.rootConfigVersion());
        provider.claims()
                .forEach(claim -> out.println(
                        "Claimed          " + clean(claim.name()) + " = " + clean(claim.value()) + " (unverified)"));
        out.println("Client's note    policy " + clean(archive.policy()) + ", verified at " + archive.verifiedAt()
                + " (signed by nobody)");
    }

    private static String charged(Metering metering) {
        return metering.total().value() + " tokens at coefficient " + metering.coefficient() + "/1000, "
                + cost(metering) + " nanoton at " + metering.pricePerToken().value() + " each; counted "
                + metering.raw().prompt().value() + " prompt, "
                + metering.raw().cached().value() + " cached, "
                + metering.raw().completion().value() + " completion, "
                + metering.raw().reasoning().value() + " reasoning";
    }

    private static BigInteger cost(Metering metering) {
        return BigInteger.valueOf(metering.total().value())
                .multiply(BigInteger.valueOf(metering.pricePerToken().value()));
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private JsonObject json() {
        JsonObject json = JsonValue.object("accepted", refusal == null, "exit_code", exitCode());
        if (archive != null) {
            json = json.with("root_key", JsonValue.of(archive.rootKind()));
        }
        if (refusal != null) {
            return json.with("failure", failure(refusal));
        } else if (archive != null && provider != null) {
            return json.with(
                            "assurance",
                            JsonValue.of(provider.verdict().assurance().toString()))
                    .with("provider_key", JsonValue.of(provider.peerKey().toHex()))
                    .with(
                            "cost_nanoton",
                            JsonValue.of(
                                    cost(archive.receipt().receipt().metering()).toString()))
                    .with("receipt", archive.receipt().receipt().toJson());
        }
        return json;
    }

    private static JsonObject failure(Verdict.Rejected rejected) {
        return JsonValue.object(
                "class", rejected.failure().toString(),
                "step", rejected.step().toString(),
                "field", rejected.field(),
                "expected", rejected.expected(),
                "actual", rejected.actual());
    }
}
