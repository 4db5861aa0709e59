package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/** The broker's own Cocoon wallet. */
final class Wallets {

    private Wallets() {}

    /** The wallet of {@code node_wallet_key}. */
    static NodeWallet open(
            BrokerChain chain, ProxyRunnerConfig runner, ScheduledExecutorService timer, RandomGenerator random) {
        throw new ConfigException("wallet", "none", "BrokerChain.withWallet");
    }
}
