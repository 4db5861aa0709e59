package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
import dev.cocoonsdk.broker.internal.link.LinkClock;
import dev.cocoonsdk.broker.internal.money.ChainMoney;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.root.RootReader;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Starts a broker with a chain. */
public final class ChainStart {

    private static final long ROOT_SECONDS = 60;

    private ChainStart() {}

    /**
     * Reads the root configuration, which may take a minute, and opens the ports.
     *
     * @param opened closed with the broker, if this method returns one
     * @param given the clients, or null for those that the chain tells of
     * @throws ConfigException if the root configuration or a port cannot be used
     */
    public static Broker start(
            BrokerConfig config,
            BrokerChain chain,
            AutoCloseable opened,
            LedgerStore store,
            @Nullable AccountDirectory given,
            LongSupplier nanoTime,
            RandomGenerator random,
            LinkClock links,
            Duration rootRefresh) {
        ProxyRunnerConfig runner = config.runner();
        RootConfigSource source = RootConfigSource.chain(reader(chain, runner));
        RootConfig root = read(source);
        if (root.isTest() != runner.isTest()) {
            throw new ConfigException(
                    "is_test", String.valueOf(runner.isTest()), root.isTest() + ", as in the root configuration");
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cocoon-broker-money");
            thread.setDaemon(true);
            return thread;
        });
        Wallets wallets = null;
        try {
            wallets = Wallets.open(chain, runner, timer, random);
            Wallets paying = wallets;
            AutoCloseable owned = () -> {
                paying.close();
                timer.shutdownNow();
                opened.close();
            };
            ChainMoney.Setup setup = new ChainMoney.Setup(
                    chain.api(),
                    paying.wallet(),
                    chain.clock(),
                    timer,
                    random,
                    chain.policy() != null ? chain.policy() : config.settings().money(),
                    chain.poll(),
                    runner.rootContract(),
                    runner.owner(),
                    runner.proxyKey());
            BrokerServer.World world =
                    new BrokerServer.World(config, new KeptOpen(store), given, nanoTime, random, links, rootRefresh);
            return new ChainBroker(world, store, setup, root, source, owned);
        } catch (RuntimeException e) {
            if (wallets != null) {
                wallets.close();
            }
            timer.shutdownNow();
            throw e;
        }
    }

    private static RootReader reader(BrokerChain chain, ProxyRunnerConfig runner) {
        RootReader given = chain.root();
        if (given != null) {
            return given;
        } else if (!runner.isTest()) {
            throw new ConfigException(
                    "root configuration",
                    "one endpoint that chooses whom to trust",
                    "a RootReader with pins or several endpoints, unless is_test is true");
        }
        return RootReader.local(chain.api(), runner.rootContract());
    }

    private static RootConfig read(RootConfigSource source) {
        try {
            return source.read().toCompletableFuture().get(ROOT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigException("root configuration", "interrupted", "a chain that answers", e);
        } catch (ExecutionException e) {
            throw new ConfigException(
                    "root configuration", String.valueOf(e.getCause()), "a root contract that can be read", e);
        } catch (TimeoutException e) {
            throw new ConfigException(
                    "root configuration", "no answer in " + ROOT_SECONDS + " s", "a chain that answers", e);
        }
    }
}
