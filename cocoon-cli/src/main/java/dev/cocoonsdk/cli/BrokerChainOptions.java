package dev.cocoonsdk.cli;

import dev.cocoonsdk.broker.BrokerBuilder;
import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.ledger.SqliteLedgerStore;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.state.StateFolder;
import dev.cocoonsdk.ton.wallet.WalletCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a broker settles on a chain. */
final class BrokerChainOptions {

    @Mixin
    private final TonOptions ton = new TonOptions();

    @Option(
            names = "--wallet-code",
            paramLabel = "FILE",
            description =
                    "Code of the Cocoon wallet as a bag of cells, to deploy it; or the word devnet for the local chain's own.")
    private @Nullable String walletCode;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Keep the ledger (SQLite) and what the wallet has signed in this folder. Without it they are in memory, for"
                            + " trying only: after a crash a message may be sent twice.")
    private @Nullable Path state;

    /** Whether a chain is wanted: a server is named and no fake-TON file. */
    boolean given(Map<String, String> environment, RunnerOptions runner) {
        return runner.fakeTon == null && ton.isNamed(environment);
    }

    /**
     * Adds the chain and the ledger.
     *
     * @param key signs for all proxy contracts of the broker; the ledger is kept under it
     */
    BrokerBuilder settle(CliContext context, BrokerBuilder builder, Ed25519PublicKey key) throws IOException {
        BrokerChain chain = BrokerChain.of(ton.open(context));
        if (walletCode != null) {
            chain = chain.withWalletCode(
                    walletCode.equals("devnet")
                            ? DevnetContracts.wallet()
                            : WalletCode.liveFrom(RunnerOptions.readable(Path.of(walletCode)))
                                    .cell());
        }
        if (state == null) {
            return builder.chain(chain);
        }
        Files.createDirectories(state);
        TonAddress name = TonAddress.basechain(key.value());
        return builder.ledger(context.closeLater(SqliteLedgerStore.open(state.resolve("ledger.db"), name)))
                .chain(chain.withJournal(context.closeLater(StateFolder.open(state.resolve("wallet")))));
    }
}
