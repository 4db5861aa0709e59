package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.contract.TextCommand;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes the coins of a node's wallet back to its owner. */
@Command(
        name = "withdraw",
        description = {
            "Send everything that a node's Cocoon wallet has back to its owner. The owner's own wallet orders it: --key is the owner's",
            "key. The node stops working without coins."
        },
        footer = {"  ./cocoon wallet withdraw EQ… --key owner.key --ton mainnet --dry-run"})
final class WalletWithdrawCommand extends CliCommand {

    private static final NanoTon ATTACHED = NanoTon.of(NanoTon.PER_TON / 10);

    @Parameters(paramLabel = "WALLET", description = "The node's Cocoon wallet.")
    private @Nullable String wallet;

    @Mixin
    private final WalletSender sender = new WalletSender();

    WalletWithdrawCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress address = ChainCall.address("WALLET", Objects.requireNonNull(wallet));
        Transfer order = Transfer.message(address, ATTACHED, TextCommand.WITHDRAW.toCell());
        return sender.send(context(), order, "withdraw everything to the owner");
    }
}
