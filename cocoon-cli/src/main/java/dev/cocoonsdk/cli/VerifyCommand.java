package dev.cocoonsdk.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of everything that checks evidence without a network or a marketplace. */
@Command(
        name = "verify",
        description = {"Check evidence: quotes, certificates and receipts. Each sub-command explains every step."},
        footer = {
            "  ./cocoon verify quote quote.dat --collateral DIR    a TDX quote with collateral from files",
            "  ./cocoon verify receipt receipt.json                a receipt with all that it rests on",
            "",
            "Exit codes: 0 trusted, 10 malformed, 20 bad signature or binding, or revoked, 30 outdated, expired, clock or",
            "policy, 40 collateral missing or of another platform; 2 wrong usage. More: docs/cli.md"
        },
        commandListHeading = "%nCommands:%n")
final class VerifyCommand extends CliCommand {

    @Spec
    private @Nullable CommandSpec spec;

    private VerifyCommand(CliContext context) {
        super(context);
    }

    /** The command with its sub-commands. */
    static CommandLine line(CliContext context) {
        CommandLine line = new CommandLine(new VerifyCommand(context));
        line.addSubcommand(new VerifyQuoteCommand(context));
        line.addSubcommand(new VerifyCertCommand(context));
        line.addSubcommand(new VerifyReceiptCommand(context));
        return line;
    }

    @Override
    int run() {
        Objects.requireNonNull(spec).commandLine().usage(terminal().out());
        return ExitCode.OK;
    }
}
