package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
import dev.cocoonsdk.ton.config.TonAccess;
import dev.cocoonsdk.ton.config.TonConfig;

/**
 * The chain of a configuration file.
 *
 * @param chain how the broker reaches it
 * @param opened closed with the broker
 */
public record ConfiguredChain(BrokerChain chain, AutoCloseable opened) {

    /**
     * Opens nothing on the network yet.
     *
     * @throws dev.cocoonsdk.ton.config.ConfigException if the endpoints do not fit together or the code cannot be read
     */
    public static ConfiguredChain of(TonConfig config, ProxyRunnerConfig runner) {
        TonAccess access = TonAccess.open(config);
        try {
            BrokerChain chain = BrokerChain.of(access.api())
                    .withRoot(access.root(runner.rootContract(), runner.isTest()))
                    .withPoll(config.poll());
            return new ConfiguredChain(
                    config.walletCodeFile() == null
                            ? chain
                            : chain.withWalletCode(
                                    access.walletCode(runner.isTest()).cell()),
                    access);
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }
}
