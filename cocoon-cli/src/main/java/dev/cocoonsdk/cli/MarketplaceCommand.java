package dev.cocoonsdk.cli;

import dev.cocoonsdk.testkit.LocalMarketplace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a broker and a provider in one process, for other programs to talk to. */
@Command(
        name = "marketplace",
        description = {
            "Run a broker and a provider with the embedded model until Ctrl-C, for curl or your application to talk to.",
            "Listens on 127.0.0.1 only. Prints what a client has to know, ready for a shell."
        },
        footer = {
            "  ./cocoon marketplace --api-port 10000",
            "  curl -s $COCOON_URL/v1/models -H \"Authorization: Bearer $COCOON_TOKEN\"",
            "  ./cocoon summarize README.md      with the two variables set, this marketplace does the work"
        })
final class MarketplaceCommand extends CliCommand {

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "Port of the HTTP interface (default: a free one).")
    private int apiPort;

    @Option(names = "--providers", paramLabel = "N", description = "How many providers (default: 1).")
    private int providers = 1;

    @Option(
            names = "--trust",
            paramLabel = "DIR",
            description =
                    "Write a policy and collateral into this folder, with which callers can seal to the providers.")
    private @Nullable Path trust;

    MarketplaceCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        terminal().progress("starting a broker and a provider in this process …");
        LocalMarketplace marketplace = context()
                .closeLater(LocalMarketplace.builder()
                        .minilm()
                        .providers(providers)
                        .apiPort(apiPort)
                        .start());
        PrintStream out = terminal().out();
        out.println("export COCOON_URL=" + marketplace.apiUri());
        out.println("export COCOON_TOKEN=" + marketplace.token().reveal());
        if (trust != null) {
            TrustFiles.write(trust, marketplace);
            out.println("# seal with --policy " + trust.resolve(TrustFiles.POLICY) + " --collateral "
                    + trust.resolve(TrustFiles.COLLATERAL) + " (a simulated TEE: for trying, it protects nothing)");
        }
        out.println("# model " + marketplace.models().get(0) + "; Ctrl-C stops");
        Interrupt.await();
        return ExitCode.OK;
    }
}
