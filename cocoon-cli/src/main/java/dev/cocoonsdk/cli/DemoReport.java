package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.summarize.SummarizeInput;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.sealed.ReceiptArchive;
import dev.cocoonsdk.crypto.sealed.client.VerifiedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the demo says about its summaries. */
final class DemoReport {

    static final String HEADING =
            "A broker and a provider run in this process; the provider's model is all-MiniLM-L6-v2, on this"
                    + " machine's CPU."
                    + System.lineSeparator()
                    + "The provider runs in a simulated TEE: software that signs like the hardware, for trying things; it protects"
                    + " nothing."
                    + System.lineSeparator()
                    + "Prompts are sealed to it, so that the broker relays what it cannot read.";

    private DemoReport() {}

    /** The documented members ({@code docs/cli.md}); later versions add some and rename none. */
    static JsonObject json(SummarizeResult result) {
        Usage usage = result.usage();
        return JsonValue.object(
                "text", result.text(),
                "model", result.model().value(),
                "usage",
                        JsonValue.object(
                                "prompt_tokens", usage.promptTokens(),
                                "cached_tokens", usage.cachedTokens(),
                                "completion_tokens", usage.completionTokens(),
                                "reasoning_tokens", usage.reasoningTokens(),
                                "total_tokens", usage.totalTokens()),
                "price_nanoton",
                        usage.cost() == null
                                ? JsonNull.INSTANCE
                                : JsonValue.of(usage.cost().value()),
                "first_token_ms", millis(result.timings().firstToken()),
                "total_ms", millis(result.timings().total()),
                "verification", result.verification().toJson(),
                "receipt", receipt(result));
    }

    /** The archive of the last answer, which is that with the summary; {@code verify receipt} reads it. */
    private static JsonValue receipt(SummarizeResult result) {
        List<VerifiedAnswer> answers = VerifiedAnswer.of(result);
        return answers.isEmpty()
                ? JsonNull.INSTANCE
                : JsonValue.parse(
                        archive(answers.get(answers.size() - 1)).encoded().toByteArray());
    }

    /** The archive of an answer of the marketplace in this process, whose collateral is always there. */
    static ReceiptArchive archive(VerifiedAnswer answer) {
        try {
            return answer.archive();
        } catch (CollateralException e) {
            throw new IllegalStateException("the simulated platform has lost its collateral", e);
        }
    }

    private static JsonValue millis(@Nullable Duration duration) {
        return duration == null ? JsonNull.INSTANCE : JsonValue.of(duration.toMillis());
    }

    /** Model, tokens, price and times on one line. */
    static String line(SummarizeResult result) {
        Usage usage = result.usage();
        Duration first = result.timings().firstToken();
        return String.format(
                Locale.ROOT,
                "%s · %,d + %,d tokens · %s · first token after %s, done after %d ms",
                result.model(),
                usage.promptTokens(),
                usage.completionTokens(),
                usage.cost() == null ? "price not reported" : usage.cost(),
                first == null ? "—" : first.toMillis() + " ms",
                result.timings().total().toMillis());
    }

    /** How much there is to read. */
    static String size(SummarizeInput input) {
        if (input instanceof SummarizeInput.Chat chat) {
            return chat.lines().size() + " messages";
        } else if (input instanceof SummarizeInput.Text text) {
            return String.format(Locale.ROOT, "%,d words", text.text().strip().split("\\s+", -1).length);
        }
        throw new IllegalArgumentException("input: " + input + " (expected: a text or a conversation)");
    }

    /** The bill, who could read, and what to try next. */
    static void printEnd(Terminal terminal, List<SummarizeResult> results, @Nullable Path receipts) {
        VerificationReport.print(terminal, VerifiedAnswer.of(results.get(results.size() - 1)));
        long nanoton = results.stream()
                .map(result -> result.usage().cost())
                .mapToLong(cost -> cost == null ? 0 : cost.value())
                .sum();
        terminal.out()
                .println("Charged in all: " + NanoTon.of(nanoton) + ". Confidentiality: "
                        + results.get(0).confidentiality() + ".");
        if (receipts != null) {
            terminal.out()
                    .println("Receipts are in " + receipts + "; ./cocoon verify receipt --allow-simulated "
                            + receipts.resolve("receipt-1.json") + " judges one anew.");
        }
        terminal.out().println();
        terminal.out().println(terminal.bold("Try next"));
        terminal.out().println("  ./cocoon summarize README.md --sentences 3    your own text");
        terminal.out()
                .println(
                        "  ./cocoon marketplace                          a running marketplace for curl and your application");
        terminal.out().println("  ./cocoon --help                               everything else");
    }
}
