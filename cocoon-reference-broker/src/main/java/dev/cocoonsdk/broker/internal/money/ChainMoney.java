package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.MoneyStatus;
import dev.cocoonsdk.broker.MoneyStatus.Phase;
import dev.cocoonsdk.broker.SettlementPolicy;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import dev.cocoonsdk.ton.watch.AccountWatch;
import dev.cocoonsdk.ton.watch.PollInterval;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All money of a broker with a chain, between two changes of its proxy contract: the active contract and those that are being wound up.
 * Thread-safe.
 */
public final class ChainMoney implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChainMoney.class);
    private static final long TICK_MILLIS = 1000;

    private final Setup setup;
    private final ContractAddresses contracts;
    private final Alarms alarms;
    private final Registrations registrations = new Registrations();
    private final AccountWatch watch;
    private final Standings nobody = new Standings();
    private final @Nullable ProxyAccount account;
    private final List<WindUp> old = new ArrayList<>();
    private volatile @Nullable Consumer<Boolean> listener;
    private volatile @Nullable ScheduledFuture<?> ticking;

    /**
     * What outlives a change of the proxy contract.
     *
     * @param api the chain
     * @param wallet pays
     * @param clock the time
     * @param timer one thread, which is the money's own
     * @param random thread-safe
     * @param policy when money moves
     * @param poll shortest time between two looks at the chain
     * @param root the root contract
     * @param owner the broker's owner
     * @param key signs payments
     */
    public record Setup(
            TonApi api,
            NodeWallet wallet,
            InstantSource clock,
            ScheduledExecutorService timer,
            RandomGenerator random,
            SettlementPolicy policy,
            Duration poll,
            TonAddress root,
            TonAddress owner,
            Ed25519Key key) {

        /** The contracts of a set of parameters. */
        ContractAddresses contracts(ContractParams params) {
            return ContractAddresses.of(params, root, owner, key.publicKey());
        }

        Messages messages(ContractAddresses contracts) {
            return new Messages(contracts, key, wallet.address());
        }
    }

    /**
     * The money of a ledger whose active contract is that of {@code params}.
     *
     * @param enabled false if the broker takes no part in the network and has no active contract
     */
    public ChainMoney(Setup setup, Ledger ledger, ContractParams params, boolean enabled) {
        this.setup = setup;
        this.contracts = setup.contracts(params);
        this.alarms = new Alarms(setup.clock());
        this.watch = new AccountWatch(
                setup.api(),
                setup.timer(),
                setup.random(),
                new PollInterval(setup.poll(), setup.poll().multipliedBy(2)));
        Chain chain = new Chain(setup.api(), setup.wallet(), setup.clock(), setup.random(), alarms, this::refresh);
        this.account = enabled ? account(chain, ledger, params) : null;
        Notes.all(ledger.notes(), Notes.OLD).values().forEach(json -> {
            OldContract contract = OldContract.of(json);
            Messages messages = setup.messages(setup.contracts(contract.params()));
            old.add(new WindUp(chain, ledger, messages, contract, setup.policy().retry(), setup.poll()));
        });
    }

    private ProxyAccount account(Chain chain, Ledger ledger, ContractParams params) {
        SettlementPolicy policy = setup.policy();
        NanoTon configured = policy.proxyStake();
        NanoTon stake = configured != null ? configured : NanoTon.of(Math.max(0, params.minProxyStake()));
        Tariff tariff = new Tariff(params.pricePerToken(), params.workerFeePerToken());
        return new ProxyAccount(
                chain,
                ledger,
                setup.messages(contracts),
                new SettlementRules(policy, tariff, stake),
                registrations,
                this::tell);
    }

    private void tell(boolean ready) {
        Consumer<Boolean> told = listener;
        if (told != null) {
            told.accept(ready);
        }
    }

    private void refresh() {
        CompletionStage<Void> unused = watch.refreshNow();
    }

    /**
     * Begins.
     *
     * @param told whether requests may be taken, each time that this changes; must not call back
     */
    public void start(Consumer<Boolean> told) {
        listener = told;
        if (account != null) {
            watch.watch(account.contract(), account.position(), account);
        }
        ticking = setup.timer().scheduleWithFixedDelay(this::tick, 0, tickMillis(), TimeUnit.MILLISECONDS);
    }

    private long tickMillis() {
        return Math.max(1, Math.min(TICK_MILLIS, setup.poll().toMillis()));
    }

    private void tick() {
        ProxyAccount now = account;
        if (now != null) {
            attempt(now::tick);
        }
        if (now == null || now.phase() != Phase.HALTED) {
            old.forEach(contract -> attempt(contract::tick));
        }
    }

    /** One that fails must not keep the others from their turn. */
    private static void attempt(Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException e) {
            LOG.error("the broker's money cannot be looked after; it is tried again", e);
        }
    }

    /** The accounts of both doors. */
    public AccountDirectory accounts() {
        return account == null ? nobody : account.standings();
    }

    /** Clients that wait for their registration on chain. */
    public Registrations registrations() {
        return registrations;
    }

    /** How it stands. */
    public MoneyStatus status() {
        ProxyAccount now = account;
        ProxyStorage storage = now == null ? null : now.storage();
        return new MoneyStatus(
                now == null ? Phase.DISABLED : now.phase(),
                now == null ? "the operator has taken this broker out of the network" : now.detail(),
                setup.wallet().address(),
                setup.wallet().balance(),
                contracts.proxy(),
                now == null ? NanoTon.ZERO : now.coins(),
                storage == null ? NanoTon.ZERO : storage.balance(),
                storage == null ? NanoTon.ZERO : storage.stake(),
                now == null ? List.of() : now.pendingStates(),
                old.stream().filter(one -> !one.isDone()).map(WindUp::contract).toList(),
                alarms.count());
    }

    /** The last alarms, oldest first, as lines with their time. */
    public List<String> alarms() {
        return alarms.last().stream()
                .map(alarm -> alarm.time() + " " + alarm.text())
                .toList();
    }

    /** Messages of the wallet that wait or are under way. */
    public int queued() {
        return setup.wallet().queued();
    }

    /** Whether a charge or payout of this party is under way. */
    public boolean isUnderWay(String kind, TonAddress party) {
        return account != null && account.commands().isUnderWay(new Step.Key(kind, party));
    }

    /** What a worker was paid, in adjusted tokens. */
    public long paid(TonAddress worker) {
        WorkerStanding known = account == null ? null : account.standings().worker(worker);
        return known == null ? 0 : known.paid();
    }

    /** Stops the broker's part in the network for a reason that the operator must look into. */
    public void halt(String reason) {
        if (account != null) {
            account.halt(reason);
        }
    }

    /** Charges a client whatever it owes; a line for the operator. */
    public String charge(TonAddress client) {
        return account == null ? "proxy is disabled" : account.commands().charge(client);
    }

    /** Pays a worker whatever it has earned; a line for the operator. */
    public String payout(TonAddress worker) {
        return account == null ? "proxy is disabled" : account.commands().payout(worker);
    }

    /** Pays the owner all earnings; a line for the operator. */
    public String withdraw() {
        return account == null ? "proxy is disabled" : account.commands().withdraw();
    }

    /** Watches and sends nothing any more; the wallet and the timer stay open. Idempotent. */
    @Override
    public void close() {
        ScheduledFuture<?> running = ticking;
        if (running != null) {
            running.cancel(false);
        }
        watch.close();
        if (account != null) {
            account.close();
        }
        old.forEach(WindUp::close);
    }
}
