package dev.cocoonsdk.cli;

import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ClientRequestRefund;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Closes an account. */
@Command(
        name = "close",
        description = {
            "Close a client contract: what lies above the stake comes back at once, the rest when the broker grants the refund.",
            "If it does not, run this again after the delay; then the refund is paid from the proxy contract’s stake, as far as that goes."
        },
        footer = {"  ./cocoon account close EQ… --key node.key --owner EQ… --ton mainnet --dry-run"})
final class AccountCloseCommand extends CliCommand {

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The client contract.")
    private @Nullable String contract;

    @Mixin
    private final WalletSender sender = new WalletSender();

    AccountCloseCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress address = ChainCall.address("CONTRACT", Objects.requireNonNull(contract));
        TonAddress wallet = sender.address(context());
        ClientContractOnChain client = ClientContractOnChain.read(sender.api(context()), address);
        long queryId = new SecureRandom().nextLong();
        client.requireOwner(wallet);
        boolean force = client.storage().state() == ContractState.CLOSING;
        Instant unlock = Instant.ofEpochSecond(client.storage().unlockTime());
        if (client.storage().state() == ContractState.CLOSED) {
            throw CliException.payment("the account is closed already");
        } else if (force
                && !ChainCall.await(sender.api(context()).masterchainTime()).isAfter(unlock)) {
            throw CliException.payment("the account is closing; the refund can be forced after " + unlock);
        }
        ClientRequestRefund message = new ClientRequestRefund(queryId, wallet);
        Transfer transfer = Transfer.message(address, AttachedValue.CLIENT_OPERATION, message.toCell());
        return sender.send(context(), transfer, force ? "force the refund" : "close the account");
    }
}
