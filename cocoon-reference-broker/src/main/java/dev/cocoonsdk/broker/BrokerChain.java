package dev.cocoonsdk.broker;

import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.root.RootReader;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The chain on which a broker settles, for {@link BrokerBuilder#chain(BrokerChain)}. What is not set has a default. Immutable.
 *
 * <pre>{@code
 * Broker broker = Broker.builder(config)
 *         .ledger(SqliteLedgerStore.open(folder.resolve("ledger.db"), name))
 *         .chain(BrokerChain.of(devnet.api())
 *                 .withWalletCode(DevnetContracts.wallet())
 *                 .withClock(devnet.clock())
 *                 .withJournal(StateFolder.open(folder.resolve("wallet")))
 *                 .withPoll(Duration.ofMillis(50)))
 *         .start();
 * broker.ready().toCompletableFuture().get(60, TimeUnit.SECONDS); // after the wallet broker.money().wallet() was funded
 * }</pre>
 *
 * <p>A ledger serves all proxy contracts of a broker, one after the other, so {@code name} must be the same each time, not the address of a
 * contract: a broker that opens its ledger itself takes its signing key for an account in the basechain.
 *
 * <p>The broker does not close what is given to it here.
 */
public final class BrokerChain {

    private final TonApi api;
    private final @Nullable RootReader root;
    private final @Nullable NodeWallet wallet;
    private final @Nullable Cell walletCode;
    private final @Nullable StateStore journal;
    private final InstantSource clock;
    private final Duration poll;
    private final @Nullable SettlementPolicy policy;

    private BrokerChain(
            TonApi api,
            @Nullable RootReader root,
            @Nullable NodeWallet wallet,
            @Nullable Cell walletCode,
            @Nullable StateStore journal,
            InstantSource clock,
            Duration poll,
            @Nullable SettlementPolicy policy) {
        this.api = api;
        this.root = root;
        this.wallet = wallet;
        this.walletCode = walletCode;
        this.journal = journal;
        this.clock = clock;
        this.poll = poll;
        this.policy = policy;
    }

    /** A chain with defaults: suitable for a local chain only, since one endpoint is believed. */
    public static BrokerChain of(TonApi api) {
        return new BrokerChain(api, null, null, null, null, InstantSource.system(), Duration.ofSeconds(5), null);
    }

    /** Reads the root configuration; without it {@link RootReader#local}, which is taken with {@code is_test} only. */
    public BrokerChain withRoot(RootReader reader) {
        return new BrokerChain(api, reader, wallet, walletCode, journal, clock, poll, policy);
    }

    /** Pays for everything, instead of the Cocoon wallet of {@code node_wallet_key}. */
    public BrokerChain withWallet(NodeWallet payer) {
        return new BrokerChain(api, root, payer, walletCode, journal, clock, poll, policy);
    }

    /**
     * Code of the Cocoon wallet, needed where it is to be deployed; its address follows from it. Without it the address is that of the live
     * network's wallet, which must be deployed already.
     */
    public BrokerChain withWalletCode(Cell code) {
        return new BrokerChain(api, root, wallet, code, journal, clock, poll, policy);
    }

    /**
     * Where the wallet remembers what it has signed; without it the folder {@code wallet} in {@code db_path}, or if there is no
     * {@code db_path}, memory: then a crash may send a message twice.
     */
    public BrokerChain withJournal(StateStore records) {
        return new BrokerChain(api, root, wallet, walletCode, records, clock, poll, policy);
    }

    /** The time; the system's without it. A devnet has its own. */
    public BrokerChain withClock(InstantSource time) {
        return new BrokerChain(api, root, wallet, walletCode, journal, time, poll, policy);
    }

    /** Shortest time between two looks at the chain, the longest is twice that; 5 s. */
    public BrokerChain withPoll(Duration shortest) {
        return new BrokerChain(api, root, wallet, walletCode, journal, clock, shortest, policy);
    }

    /** When coins move; without it what the configuration's {@code reference_broker.money} says. */
    public BrokerChain withPolicy(SettlementPolicy rules) {
        return new BrokerChain(api, root, wallet, walletCode, journal, clock, poll, rules);
    }

    /** The chain. */
    public TonApi api() {
        return api;
    }

    /** Reads the root configuration, or null for the default. */
    public @Nullable RootReader root() {
        return root;
    }

    /** Pays for everything, or null for the default. */
    public @Nullable NodeWallet wallet() {
        return wallet;
    }

    /** Code of the Cocoon wallet, or null for the default. */
    public @Nullable Cell walletCode() {
        return walletCode;
    }

    /** Where the wallet remembers what it has signed, or null for the default. */
    public @Nullable StateStore journal() {
        return journal;
    }

    /** The time. */
    public InstantSource clock() {
        return clock;
    }

    /** Shortest time between two looks at the chain. */
    public Duration poll() {
        return poll;
    }

    /** When coins move, or null for what the configuration says. */
    public @Nullable SettlementPolicy policy() {
        return policy;
    }
}
