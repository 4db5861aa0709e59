package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All worker contracts of one owner, one for each proxy contract met, and the wallet that pays for collecting. Those of before a restart are
 * there again, also of older parameters. Looks at the chain in rounds; makes counters durable every second. Thread-safe. Whoever
 * opens it closes it, and wallet, {@link TonApi} and timer after it.
 */
public final class WorkerAccounts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerAccounts.class);
    private static final Duration FLUSH = Duration.ofSeconds(1);

    private final WorkerContext context;
    private final StateStore store;
    private final TonAddress owner;
    private final ScheduledExecutorService timer;
    private final RandomGenerator random;
    private final Map<TonAddress, WorkerAccount> accounts = new ConcurrentHashMap<>();
    private final Duration poll;
    private volatile boolean closed;

    private WorkerAccounts(
            WorkerContext context,
            StateStore store,
            TonAddress owner,
            ScheduledExecutorService timer,
            RandomGenerator random,
            Duration poll) {
        this.context = context;
        this.store = store;
        this.owner = owner;
        this.timer = timer;
        this.random = random;
        this.poll = poll;
    }

    /**
     * Reads what is remembered; looks at nothing before {@link #start}.
     *
     * @param wallet pays for deployments and payouts
     * @param store durable; the records {@code worker.*} are these accounts'
     * @param owner gets the payouts
     * @param timer runs everything
     * @param poll shortest time between two rounds, the longest is twice that; 10 s is usual
     * @throws StateStoreException if a record is damaged
     */
    public static WorkerAccounts open(
            TonApi api,
            NodeWallet wallet,
            StateStore store,
            TonAddress owner,
            WorkerPolicy policy,
            InstantSource clock,
            RandomGenerator random,
            ScheduledExecutorService timer,
            Duration poll) {
        WorkerContext context = new WorkerContext(api, wallet, policy, clock, timer);
        WorkerAccounts opened = new WorkerAccounts(context, store, owner, timer, random, poll);
        for (String name : store.names()) {
            if (name.startsWith(WorkerJournal.PREFIX)) {
                WorkerJournal journal = WorkerJournal.read(store, name);
                opened.accounts.put(journal.terms.address(), new WorkerAccount(context, journal));
            }
        }
        return opened;
    }

    /** Begins to look at the chain and to act. */
    public void start() {
        plan(this::round, Duration.ZERO);
        plan(this::keepFlushed, FLUSH);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // actions report their failures themselves
    private void plan(Runnable action, Duration delay) {
        if (!closed) {
            try {
                timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("the timer has ended");
            }
        }
    }

    private void round() {
        CompletionStage<Void> unused = tick().whenComplete(
                        (nothing, failure) -> plan(this::round, poll.plusMillis(random.nextLong(poll.toMillis() + 1))));
    }

    private void keepFlushed() {
        try {
            flush();
        } catch (StateStoreException e) {
            LOG.error("the counters of proxies cannot be stored: {}", e.getMessage());
        } finally {
            plan(this::keepFlushed, FLUSH);
        }
    }

    /**
     * The account at a proxy whose addresses were checked; a new one if there is none.
     *
     * @param params of the root contract, with which the proxy's addresses were derived
     * @throws IllegalArgumentException if the worker's code is missing
     * @throws StateStoreException if a new account cannot be stored
     */
    public WorkerAccount admit(ContractParams params, TonAddress proxy, Ed25519PublicKey proxyKey) {
        WorkerTerms terms = WorkerTerms.of(params, owner, proxy, proxyKey);
        return accounts.computeIfAbsent(terms.address(), address -> {
            WorkerJournal journal = new WorkerJournal(store, terms);
            journal.save();
            return new WorkerAccount(context, journal);
        });
    }

    /** The root contract's parameters: contracts of older ones are wound up, for good. */
    public void params(long paramsVersion) {
        for (WorkerAccount account : accounts.values()) {
            if (account.terms().paramsVersion() < paramsVersion) {
                account.outdated(context.clock().instant());
            }
        }
    }

    /** The account at a proxy contract, null if it was never met. */
    public @Nullable WorkerAccount at(TonAddress proxy) {
        return accounts.values().stream()
                .filter(account -> account.terms().proxy().equals(proxy))
                .findFirst()
                .orElse(null);
    }

    /** All accounts that are not over. */
    public List<WorkerAccount> all() {
        return List.copyOf(accounts.values());
    }

    /** The wallet that pays for collecting. */
    public NodeWallet wallet() {
        return context.wallet();
    }

    /** One round of every account; completes when all are over, never exceptionally. */
    public CompletionStage<Void> tick() {
        accounts.values().removeIf(WorkerAccount::isOver);
        return CompletableFuture.allOf(accounts.values().stream()
                .map(account -> account.tick().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Makes all counters durable.
     *
     * @throws StateStoreException if that fails
     */
    public void flush() {
        accounts.values().forEach(WorkerAccount::flush);
    }

    /** Stops; contracts stay as they are and the store keeps everything. Idempotent. */
    @Override
    public void close() {
        closed = true;
        accounts.values().forEach(WorkerAccount::close);
    }
}
