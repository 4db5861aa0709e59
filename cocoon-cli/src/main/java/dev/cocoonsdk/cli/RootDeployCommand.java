package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deploys a root contract on the local chain. */
@Command(
        name = "deploy",
        description = {
            "Deploy a root contract with this project's contract codes on the local chain; the wallet becomes its owner.",
            "Only there: our codes are made for tests."
        },
        footer = {"  ./cocoon root deploy --key owner.key --ton http://127.0.0.1:8081 --price 0.000000002"})
final class RootDeployCommand extends CliCommand {

    @Option(names = "--price", paramLabel = "TON", description = "What a token costs (default: ${DEFAULT-VALUE}).")
    private String price = "0.000000002";

    @Option(names = "--fee", paramLabel = "TON", description = "The worker's part of it (default: ${DEFAULT-VALUE}).")
    private String fee = "0.000000001";

    @Option(names = "--stake", paramLabel = "TON", description = "Stake of clients (default: ${DEFAULT-VALUE}).")
    private String stake = "1";

    @Option(
            names = "--delay",
            paramLabel = "SECONDS",
            description = "How long contracts are closing (default: ${DEFAULT-VALUE}).")
    private int delay = 86_400;

    @Option(names = "--unique-id", paramLabel = "N", description = "Tells networks apart (default: ${DEFAULT-VALUE}).")
    private int uniqueId = 17;

    @Mixin
    private final WalletSender sender = new WalletSender();

    RootDeployCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (!sender.isLocal(context())) {
            throw CliException.usage("root deploy is for the local chain only (expected: --ton http://127.0.0.1:PORT)");
        }
        NanoTon clientStake = NanoTon.parse(stake);
        ContractParams params = new ContractParams(
                3,
                1,
                uniqueId,
                true,
                NanoTon.parse(price),
                NanoTon.parse(fee),
                TokenMultipliers.DEFAULT,
                Duration.ofSeconds(delay),
                Duration.ofSeconds(delay),
                NanoTon.PER_TON,
                clientStake,
                DevnetContracts.codes());
        StateInit state = RootContract.init(DevnetContracts.root(), sender.address(context()), params);
        return sender.send(context(), Transfer.deploy(state, AttachedValue.ROOT_DEPLOY), "deploy a root contract");
    }
}
