package dev.cocoonsdk.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a sub-command: explains itself. */
@Command(
        name = "cocoon",
        description = {
            "Cocoon: confidential AI jobs, matched by brokers, run by providers, paid in TON.",
            "Without a broker's address, the commands start a marketplace of their own in this process."
        },
        footer = {
            "  ./cocoon demo                                  a broker and a provider summarise two texts",
            "  ./cocoon summarize README.md --sentences 3     summarise a file",
            "  ./cocoon <command> --help                      what a command can do, with examples",
            "",
            "Exit codes: 0 done, 1 the call failed, 2 wrong usage or input, 3 broker unreachable or too slow,",
            "4 refused because of money. More: docs/cli.md"
        },
        commandListHeading = "%nCommands:%n")
final class CocoonCommand extends CliCommand {

    @Spec
    private @Nullable CommandSpec spec;

    CocoonCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() {
        Objects.requireNonNull(spec).commandLine().usage(terminal().out());
        return ExitCode.OK;
    }
}
