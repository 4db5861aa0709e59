package dev.cocoonsdk.cli;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ClientWithdraw;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes coins out. */
@Command(
        name = "withdraw",
        description = {"Take everything above the stake out of a client contract, back to the wallet that owns it."},
        footer = {"  ./cocoon account withdraw EQ… --key node.key --owner EQ… --ton mainnet --dry-run"})
final class AccountWithdrawCommand extends CliCommand {

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The client contract.")
    private @Nullable String contract;

    @Mixin
    private final WalletSender sender = new WalletSender();

    AccountWithdrawCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress address = ChainCall.address("CONTRACT", Objects.requireNonNull(contract));
        TonAddress wallet = sender.address(context());
        ClientContractOnChain client = ClientContractOnChain.read(sender.api(context()), address);
        long queryId = new SecureRandom().nextLong();
        client.requireOpenFor(wallet);
        if (client.excess().isZero()) {
            throw CliException.payment("the balance is " + client.storage().balance()
                    + ", nothing lies above the stake of " + client.storage().stake());
        }
        ClientWithdraw message = new ClientWithdraw(queryId, wallet);
        Transfer transfer = Transfer.message(address, AttachedValue.CLIENT_OPERATION, message.toCell());
        return sender.send(context(), transfer, "withdraw " + client.excess());
    }
}
