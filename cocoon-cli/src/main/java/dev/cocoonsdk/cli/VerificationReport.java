package dev.cocoonsdk.cli;

import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.QuoteFacts;
import dev.cocoonsdk.crypto.sealed.Metering;
import dev.cocoonsdk.crypto.sealed.Receipt;
import dev.cocoonsdk.crypto.sealed.client.VerifiedAnswer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Says of a sealed answer who could read it, what was verified, and what the receipt states. */
final class VerificationReport {

    private VerificationReport() {}

    /** Prints the last of the answers of a call, in which its text came; nothing if the call was not sealed. */
    static void print(Terminal terminal, List<VerifiedAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        VerifiedAnswer answer = answers.get(answers.size() - 1);
        PrintStream out = terminal.out();
        out.println(terminal.bold("Verification of the last answer"));
        line(
                out,
                "readable by",
                "you and the provider with the key "
                        + shortened(answer.provider().peerKey().toHex()));
        line(out, "assurance", assurance(answer.assurance()));
        line(
                out,
                "policy",
                answer.policy() + ", verified at " + answer.verifiedAt() + ", valid until " + answer.validUntil());
        line(out, "image", answer.imageHash().toHex());
        QuoteFacts facts = answer.measurement();
        if (facts != null) {
            line(
                    out,
                    "measurement",
                    "MRTD " + shortened(facts.report().mrTd().toHex()) + ", platform "
                            + facts.status().text());
        }
        out.println();
        printReceipt(terminal, answer.receipt());
    }

    private static void printReceipt(Terminal terminal, Receipt receipt) {
        Metering metering = receipt.metering();
        PrintStream out = terminal.out();
        out.println(terminal.bold("Receipt, signed in the enclave"));
        line(out, "model", receipt.model());
        line(
                out,
                "tokens",
                String.format(
                        Locale.ROOT,
                        "%,d prompt + %,d completion, %,d charged at coefficient %d, %s a token",
                        metering.raw().prompt().value(),
                        metering.raw().completion().value(),
                        metering.total().value(),
                        metering.coefficient(),
                        metering.pricePerToken()));
        line(out, "request", shortened(receipt.exchange().requestHash().toHex()) + " (SHA-256 of the sealed bytes)");
        line(out, "answer", shortened(receipt.exchange().answerHash().toHex()));
        line(
                out,
                "time",
                receipt.startedAt() + ", "
                        + Duration.between(receipt.startedAt(), receipt.endedAt())
                                .toMillis() + " ms");
        out.println();
    }

    private static String assurance(AssuranceLevel level) {
        return level == AssuranceLevel.SIMULATED
                ? "simulated TEE: everything is checked as for hardware, and proves nothing"
                : level.toString();
    }

    private static String shortened(String hex) {
        return hex.substring(0, Math.min(16, hex.length())) + "…";
    }

    private static void line(PrintStream out, String name, String value) {
        out.println(String.format(Locale.ROOT, "  %-12s %s", name, value));
    }
}
