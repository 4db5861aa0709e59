package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ClientIncreaseStake;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Raises the stake. */
@Command(
        name = "stake",
        description = {
            "Raise the stake of a client contract, which bounds what may be open between two charges. It is never lowered; it comes back",
            "when the account is closed."
        },
        footer = {"  ./cocoon account stake EQ… 20 --key node.key --owner EQ… --ton mainnet --dry-run"})
final class AccountStakeCommand extends CliCommand {

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The client contract.")
    private @Nullable String contract;

    @Parameters(index = "1", paramLabel = "TON", description = "How much, for example 15.")
    private @Nullable String amount;

    @Mixin
    private final WalletSender sender = new WalletSender();

    AccountStakeCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress address = ChainCall.address("CONTRACT", Objects.requireNonNull(contract));
        TonAddress wallet = sender.address(context());
        ClientContractOnChain client = ClientContractOnChain.read(sender.api(context()), address);
        long queryId = new SecureRandom().nextLong();
        NanoTon stake = NanoTon.parse(Objects.requireNonNull(amount));
        client.requireOpenFor(wallet);
        if (client.storage().stake().compareTo(stake) >= 0) {
            throw CliException.usage("the stake is " + client.storage().stake() + " (expected: more than that)");
        }
        ClientIncreaseStake message = new ClientIncreaseStake(queryId, stake, wallet);
        Transfer transfer = Transfer.message(address, AttachedValue.CLIENT_OPERATION, message.toCell());
        return sender.send(context(), transfer, "raise the stake to " + stake);
    }
}
