package dev.cocoonsdk.broker;

import dev.cocoonsdk.broker.internal.BrokerServer;
import dev.cocoonsdk.broker.internal.ChainStart;
import dev.cocoonsdk.broker.internal.ConfiguredChain;
import dev.cocoonsdk.broker.internal.link.LinkClock;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.config.ConfigException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a {@link Broker}. Not thread-safe. */
public final class BrokerBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerBuilder.class);

    private final BrokerConfig config;
    private @Nullable LedgerStore ledger;
    private @Nullable AccountDirectory accounts;
    private @Nullable BrokerChain chain;
    private LongSupplier nanoTime = System::nanoTime;
    private Duration rootRefresh = Duration.ofSeconds(30);
    private RandomGenerator random = new SecureRandom();
    private LinkClock links = new LinkClock(LinkContext.system(), Duration.ofDays(1));

    BrokerBuilder(BrokerConfig config) {
        this.config = config;
    }

    /** Where counters are kept, instead of what the configuration says. The broker closes it when it stops. */
    public BrokerBuilder ledger(LedgerStore store) {
        this.ledger = store;
        return this;
    }

    /** Settles on this chain; see {@link BrokerChain#of} for its defaults. */
    public BrokerBuilder chain(TonApi api) {
        return chain(BrokerChain.of(api));
    }

    /**
     * Settles on a chain: deposits, charges, payouts and withdrawals are real. {@link #start} then reads the root configuration from it and
     * returns before requests are taken; {@link Broker#ready} tells when they are. The ledger must be one that survives a crash.
     */
    public BrokerBuilder chain(BrokerChain settlement) {
        this.chain = settlement;
        return this;
    }

    /** What is known about clients; without it, what the chain tells, or the rule of fake-TON mode and the configured accounts. */
    public BrokerBuilder accounts(AccountDirectory directory) {
        this.accounts = directory;
        return this;
    }

    /** Monotonic clock in nanoseconds for limits and idempotency keys. */
    public BrokerBuilder clock(LongSupplier clock) {
        this.nanoTime = clock;
        return this;
    }

    /**
     * Clock and randomness of native connections.
     *
     * @param context replaces the system's
     * @param look how often connections look at the clock at least, for clocks that do not go at the system's pace
     */
    public BrokerBuilder links(LinkContext context, Duration look) {
        this.links = new LinkClock(context, look);
        return this;
    }

    /** How long to wait before the root configuration is asked for again, up to twice as long at random; 30 s. */
    public BrokerBuilder rootRefresh(Duration shortest) {
        this.rootRefresh = shortest;
        return this;
    }

    /** Source of ids; thread-safe and not predictable outside tests. */
    public BrokerBuilder random(RandomGenerator generator) {
        this.random = generator;
        return this;
    }

    /**
     * Opens all ports. With a chain this waits up to a minute for the root configuration.
     *
     * @throws ConfigException if the configuration cannot be used, for example because a port is taken
     * @throws LedgerStoreException if the ledger cannot be opened
     */
    public Broker start() {
        if (chain == null && config.fakeTon() == null && config.settings().ton().isPresent()) {
            return startConfigured();
        } else if (chain != null) {
            config.withoutEffect().forEach(LOG::warn);
            return startOnChain(chain, () -> {});
        }
        if (config.fakeTon() == null) {
            throw new ConfigException(
                    "root configuration",
                    null,
                    "a fake-TON file, option --disable-ton, or reference_broker.ton.endpoints");
        }
        if (config.fakeTon().isTest() != config.runner().isTest()) {
            throw new ConfigException(
                    "is_test",
                    String.valueOf(config.runner().isTest()),
                    config.fakeTon().isTest() + ", as in the root configuration");
        }
        config.withoutEffect().forEach(LOG::warn);
        LedgerStore store = ledger != null ? ledger : config.settings().ledger().open(proxyContract(config.fakeTon()));
        return BrokerServer.start(config, config.fakeTon(), store, accounts, nanoTime, random, links, rootRefresh);
    }

    /** With a chain one ledger serves all proxy contracts of this broker, one after the other: it goes by the key that signs for all. */
    private LedgerStore chainStore() {
        TonAddress name =
                TonAddress.basechain(config.runner().proxyKey().publicKey().value());
        return ledger != null ? ledger : config.settings().ledger().open(name);
    }

    private Broker startConfigured() {
        config.withoutEffect().forEach(LOG::warn);
        ConfiguredChain configured = ConfiguredChain.of(config.settings().ton(), config.runner());
        try {
            return startOnChain(configured.chain(), configured.opened());
        } catch (RuntimeException e) {
            try {
                configured.opened().close();
            } catch (Exception closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private Broker startOnChain(BrokerChain settlement, AutoCloseable opened) {
        LedgerStore store = chainStore();
        try {
            return ChainStart.start(config, settlement, opened, store, accounts, nanoTime, random, links, rootRefresh);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private TonAddress proxyContract(RootConfig root) {
        ProxyRunnerConfig runner = config.runner();
        return ContractAddresses.of(
                        root.params(),
                        runner.rootContract(),
                        runner.owner(),
                        runner.proxyKey().publicKey())
                .proxy();
    }
}
