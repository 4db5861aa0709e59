package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetBuilder;
import dev.cocoonsdk.devnet.http.DevnetHttp;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a local TON chain. */
@Command(
        name = "devnet",
        description = {
            "Run a local TON chain until Ctrl-C, executed by the real TVM, with a Cocoon root contract on it. Other programs use it as they",
            "use TonCenter; a browser shows accounts and transactions. Listens on 127.0.0.1 only. The coins are worth nothing."
        },
        footer = {
            "  ./cocoon devnet --port 8081 --folder chain/ --configs configs/",
            "  ./cocoon wallet balance EQ… --ton http://127.0.0.1:8081",
            "  ./cocoon devnet fund EQ… 100        coins of the faucet, with COCOON_TON and COCOON_DEVNET_TOKEN set",
            "  ./cocoon devnet advance 86400       a day passes at once"
        },
        commandListHeading = "%nCommands:%n")
final class DevnetCommand extends CliCommand {

    private static final int TOKEN_BYTES = 16;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the HTTP interface (default: a free one).")
    private int port;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Keep the chain in this folder and go on with the one that is there (default: in memory).")
    private @Nullable Path folder;

    @Option(
            names = "--configs",
            paramLabel = "DIR",
            description =
                    "Write configuration files for ./cocoon broker, provider and client with funded wallets, and the root owner's"
                            + " key, into this folder. What is there is used again.")
    private @Nullable Path configs;

    private DevnetCommand(CliContext context) {
        super(context);
    }

    /** The command with its sub-commands. */
    static CommandLine line(CliContext context) {
        CommandLine line = new CommandLine(new DevnetCommand(context));
        line.addSubcommand(new DevnetFundCommand(context));
        line.addSubcommand(new DevnetAdvanceCommand(context));
        return line;
    }

    @Override
    int run() throws IOException {
        terminal().progress("starting a TON chain …");
        DevnetBuilder builder = Devnet.builder();
        Devnet devnet = context().closeLater((folder == null ? builder : builder.folder(folder)).open());
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        DevnetHttp http = context().closeLater(DevnetHttp.start(devnet, port, Secret.of(token)));
        DevnetSetup setup = DevnetSetup.of(devnet, configs, http.v2());
        PrintStream out = terminal().out();
        out.println("export COCOON_TON=" + http.uri());
        out.println("export COCOON_DEVNET_TOKEN=" + token);
        out.println("# pages for people: " + http.uri());
        out.println("# faucet " + WalletAddresses.friendly(devnet.faucet(), true));
        out.println("# root contract " + WalletAddresses.friendly(setup.root(), true));
        if (configs != null) {
            out.println("# configuration files and the root owner's key are in " + configs
                    + "; start each in a terminal of its own:");
            out.println("#   ./cocoon broker -c " + configs.resolve(DevnetSetup.BROKER));
            out.println("#   ./cocoon provider -c " + configs.resolve(DevnetSetup.PROVIDER));
            out.println("#   ./cocoon client -c " + configs.resolve(DevnetSetup.CLIENT));
        }
        out.println("# Ctrl-C stops");
        Interrupt.await();
        return ExitCode.OK;
    }
}
