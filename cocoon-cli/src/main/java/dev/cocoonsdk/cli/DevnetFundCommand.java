package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives coins of a running devnet away. */
@Command(
        name = "fund",
        description = {"Send coins of a running devnet's faucet to an account."},
        footer = {"  ./cocoon devnet fund EQ… 100"})
final class DevnetFundCommand extends CliCommand {

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "The account.")
    private @Nullable String address;

    @Parameters(index = "1", paramLabel = "TON", description = "How much.")
    private @Nullable String amount;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final DevnetRemote devnet = new DevnetRemote();

    DevnetFundCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress account = ChainCall.address("ADDRESS", Objects.requireNonNull(address));
        NanoTon coins = NanoTon.parse(Objects.requireNonNull(amount));
        JsonObject answer = devnet.post(
                context().environment(),
                "fund",
                JsonValue.object("address", account.toString(), "nanoton", coins.value()));
        terminal()
                .out()
                .println(json ? answer.toJson() : coins + " sent to " + WalletAddresses.friendly(account, true));
        return ExitCode.OK;
    }
}
