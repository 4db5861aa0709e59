package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deposits coins. */
@Command(
        name = "topup",
        description = {
            "Deposit coins into a client contract, from the wallet that owns it. The broker can charge all of it: deposit what you need."
        },
        footer = {"  ./cocoon account topup EQ… 15 --key node.key --owner EQ… --ton mainnet --dry-run"})
final class AccountTopUpCommand extends CliCommand {

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The client contract.")
    private @Nullable String contract;

    @Parameters(index = "1", paramLabel = "TON", description = "How much, for example 15.")
    private @Nullable String amount;

    @Mixin
    private final WalletSender sender = new WalletSender();

    AccountTopUpCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress address = ChainCall.address("CONTRACT", Objects.requireNonNull(contract));
        TonAddress wallet = sender.address(context());
        ClientContractOnChain client = ClientContractOnChain.read(sender.api(context()), address);
        long queryId = new SecureRandom().nextLong();
        NanoTon coins = NanoTon.parse(Objects.requireNonNull(amount));
        client.requireOpenFor(wallet);
        ClientTopUp message = new ClientTopUp(queryId, coins, wallet);
        Transfer transfer = Transfer.message(address, AttachedValue.topUp(coins), message.toCell());
        return sender.send(context(), transfer, "deposit " + coins);
    }
}
