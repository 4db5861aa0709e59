package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Judges a quote from a file. */
@Command(
        name = "quote",
        description = {"Judge a TDX quote and explain every step."},
        footer = {
            "  ./cocoon verify quote quote.dat --collateral DIR",
            "  ./cocoon verify quote quote.dat --pccs https://api.trustedservices.intel.com",
            "  ./cocoon verify quote quote.dat --collateral DIR --at 2025-07-01 --json"
        })
final class VerifyQuoteCommand extends CliCommand {

    @Parameters(paramLabel = "FILE", description = "The quote, as it came from the platform.")
    private @Nullable Path file;

    @Mixin
    private final VerifyOptions options = new VerifyOptions();

    VerifyQuoteCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Path path = Objects.requireNonNull(file);
        Instant at = options.at(Clock.systemUTC());
        Bytes quote = VerifyOptions.read(path, PeerEvidence.MAX_QUOTE_LENGTH + 1);
        String name = path.toString();
        Verdict verdict = quote.length() > PeerEvidence.MAX_QUOTE_LENGTH
                ? tooLong(name)
                : options.policy().evaluate(PeerEvidence.none(name).withQuote(quote), at);
        VerifyReport report = new VerifyReport(verdict, quote, false, at, options.eventLog());
        return report.print(terminal(), options.json());
    }

    private static Verdict tooLong(String name) {
        return new Verdict.Rejected(
                name,
                VerificationStep.QUOTE_FORMAT,
                "quote",
                "<= " + PeerEvidence.MAX_QUOTE_LENGTH + " bytes",
                "more",
                FailureClass.MALFORMED,
                false);
    }
}
