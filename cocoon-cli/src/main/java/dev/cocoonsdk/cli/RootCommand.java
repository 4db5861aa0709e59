package dev.cocoonsdk.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of what concerns the root contract. */
@Command(
        name = "root",
        description = {"The root contract of a Cocoon network: prices, codes, proxies, allowed images and models."},
        footer = {
            "  ./cocoon root inspect EQCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnU73k --ton mainnet",
            "  ./cocoon root deploy --ton http://127.0.0.1:8081 --key owner.key --price 0.000000002 --fee 0.000000001",
            "  ./cocoon root change EQ… add-model Qwen/Qwen3-8B --ton http://127.0.0.1:8081 --key owner.key"
        },
        commandListHeading = "%nCommands:%n")
final class RootCommand extends CliCommand {

    @Spec
    private @Nullable CommandSpec spec;

    private RootCommand(CliContext context) {
        super(context);
    }

    /** The command with its sub-commands. */
    static CommandLine line(CliContext context) {
        CommandLine line = new CommandLine(new RootCommand(context));
        line.addSubcommand(new RootInspectCommand(context));
        line.addSubcommand(new RootDeployCommand(context));
        line.addSubcommand(new RootChangeCommand(context));
        return line;
    }

    @Override
    int run() {
        Objects.requireNonNull(spec).commandLine().usage(terminal().out());
        return ExitCode.OK;
    }
}
