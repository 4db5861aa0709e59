package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.state.StateFolder;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wallet that pays, with what the broker itself has opened for it.
 *
 * @param wallet pays
 * @param own whether the broker opened it
 * @param journal of the wallet if the broker opened it, else null
 */
record Wallets(NodeWallet wallet, boolean own, @Nullable StateFolder journal) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wallets.class);
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    /**
     * The given wallet, or that of {@code node_wallet_key}.
     *
     * @throws dev.cocoonsdk.ton.state.StateStoreException if its journal cannot be opened
     */
    static Wallets open(
            BrokerChain chain, ProxyRunnerConfig runner, ScheduledExecutorService timer, RandomGenerator random) {
        NodeWallet given = chain.wallet();
        if (given != null) {
            return new Wallets(given, false, null);
        }
        StateFolder folder = chain.journal() == null && !runner.dbPath().isEmpty()
                ? StateFolder.open(Path.of(runner.dbPath()).resolve("wallet"))
                : null;
        Cell code = chain.walletCode();
        CocoonWallet contract = CocoonWallet.of(
                runner.walletKey().publicKey(), runner.owner(), code == null ? WalletCode.LIVE : WalletCode.of(code));
        Duration busy = chain.poll().compareTo(SLOWEST) < 0 ? chain.poll() : SLOWEST;
        WalletOptions options = new WalletOptions(
                timer, chain.clock(), random, busy, chain.poll().multipliedBy(2));
        StateStore journal = journal(chain, folder);
        return new Wallets(WalletQueue.open(chain.api(), contract, runner.walletKey(), journal, options), true, folder);
    }

    private static StateStore journal(BrokerChain chain, @Nullable StateFolder folder) {
        StateStore given = chain.journal();
        if (given != null) {
            return given;
        } else if (folder != null) {
            return folder;
        }
        LOG.warn("the wallet's journal is in memory: a crash may send a message twice; set db_path");
        return StateStore.inMemory();
    }

    @Override
    public void close() {
        if (own) {
            wallet.close();
        }
        if (journal != null) {
            journal.close();
        }
    }
}
