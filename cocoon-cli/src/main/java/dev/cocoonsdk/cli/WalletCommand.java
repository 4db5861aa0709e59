package dev.cocoonsdk.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of what concerns wallets. */
@Command(
        name = "wallet",
        description = {"TON wallets: a node's Cocoon wallet, and an owner's ordinary one (V4R2, V5R1)."},
        footer = {
            "  ./cocoon wallet new owner.key                              a new key, and the addresses of its wallets",
            "  ./cocoon wallet balance EQ… --ton mainnet",
            "  ./cocoon wallet send EQ… 1.5 --key owner.key --ton mainnet --dry-run",
            "  ./cocoon wallet withdraw EQ… --key owner.key --ton mainnet   a node's wallet back to its owner"
        },
        commandListHeading = "%nCommands:%n")
final class WalletCommand extends CliCommand {

    @Spec
    private @Nullable CommandSpec spec;

    private WalletCommand(CliContext context) {
        super(context);
    }

    /** The command with its sub-commands. */
    static CommandLine line(CliContext context) {
        CommandLine line = new CommandLine(new WalletCommand(context));
        line.addSubcommand(new WalletNewCommand(context));
        line.addSubcommand(new WalletAddressCommand(context));
        line.addSubcommand(new WalletBalanceCommand(context));
        line.addSubcommand(new WalletSendCommand(context));
        line.addSubcommand(new WalletWithdrawCommand(context));
        return line;
    }

    @Override
    int run() {
        Objects.requireNonNull(spec).commandLine().usage(terminal().out());
        return ExitCode.OK;
    }
}
