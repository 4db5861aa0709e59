package dev.cocoonsdk.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of what concerns key files. */
@Command(
        name = "key",
        description = {"Private keys at rest, encrypted under a passphrase (docs/keys.md)."},
        footer = {
            "  ./cocoon key create wallet.key                             asks for the passphrase",
            "  ./cocoon key create wallet.key --passphrase-file FILE",
            "  ./cocoon key show wallet.key                               the public key; needs no passphrase"
        },
        commandListHeading = "%nCommands:%n")
final class KeyCommand extends CliCommand {

    @Spec
    private @Nullable CommandSpec spec;

    private KeyCommand(CliContext context) {
        super(context);
    }

    /** The command with its sub-commands. */
    static CommandLine line(CliContext context) {
        CommandLine line = new CommandLine(new KeyCommand(context));
        line.addSubcommand(new KeyCreateCommand(context));
        line.addSubcommand(new KeyShowCommand(context));
        return line;
    }

    @Override
    int run() {
        Objects.requireNonNull(spec).commandLine().usage(terminal().out());
        return ExitCode.OK;
    }
}
