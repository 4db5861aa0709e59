package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.TokenPricing;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All client contracts of one Cocoon wallet, one for each proxy and each version of the network's parameters, and the money in them.
 * Thread-safe. Whoever opens it closes it, and wallet and {@link TonApi} after it.
 *
 * <p>An account comes into being when a proxy's addresses were checked ({@link #admit}); the native network does that by itself. Accounts that
 * were there before a restart are there again, also such as belong to older parameters, and are wound up.
 *
 * <pre>{@code
 * ClientAccounts accounts = ClientAccounts.builder()
 *         .api(api).wallet(wallet).store(StateFolder.open(folder)).secrets(ClientSecrets.ofMaster(master))
 *         .policy(AccountPolicy.standard())
 *         .open();
 * accounts.all().forEach(account -> account.status().explain().forEach(System.out::println));
 * }</pre>
 */
public final class ClientAccounts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClientAccounts.class);

    private final AccountContext context;
    private final Duration interval;
    private final ScheduledExecutorService timer;
    private final boolean ownTimer;
    private final SpendingGuard spending;
    private final Map<TonAddress, ClientAccount> accounts = new ConcurrentHashMap<>();
    private volatile long paramsVersion = -1;
    private volatile boolean closed;

    private ClientAccounts(
            AccountContext context, Duration interval, ScheduledExecutorService timer, boolean ownTimer) {
        this.context = context;
        this.interval = interval;
        this.timer = timer;
        this.ownTimer = ownTimer;
        this.spending = new SpendingGuard(context.policy().spending(), context.clock(), context.store());
        for (String name : context.store().names()) {
            AccountJournal journal =
                    name.startsWith(AccountJournal.PREFIX) ? AccountJournal.read(context.store(), name) : null;
            if (journal != null
                    && journal.terms.wallet().equals(context.wallet().address())) {
                accounts.put(journal.terms.address(), new ClientAccount(context, journal));
            }
        }
    }

    /** Begins; API, wallet, store and secrets are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The wallet that owns and pays. */
    public TonAddress wallet() {
        return context.wallet().address();
    }

    /** Every account that is not over, the newest parameters' and older ones. */
    public List<ClientAccount> all() {
        return accounts.values().stream().filter(account -> !account.isOver()).toList();
    }

    /** The account by its proxy contract, or null. */
    public @Nullable ClientAccount atProxy(TonAddress proxyContract) {
        return accounts.values().stream()
                .filter(account -> account.terms().proxy().equals(proxyContract))
                .findFirst()
                .orElse(null);
    }

    /**
     * The account at a proxy; made if it is new, and then deployed by its first round.
     *
     * @param contracts the proxy's contracts, derived here from {@code params}, never taken from the proxy
     * @param params the root configuration's parameters
     * @throws StateStoreException if a new account cannot be stored
     * @throws IllegalStateException if this is closed
     */
    public ClientAccount admit(ContractAddresses contracts, ContractParams params) {
        if (closed) {
            throw new IllegalStateException("the accounts are closed");
        }
        paramsAre(params);
        AccountTerms terms = AccountTerms.of(contracts, params, wallet());
        return accounts.computeIfAbsent(terms.address(), address -> {
            AccountJournal journal = new AccountJournal(context.store(), terms);
            journal.save();
            return new ClientAccount(context, journal);
        });
    }

    /** The root contract has these parameters now: accounts of older ones are wound up. */
    public void paramsAre(ContractParams params) {
        if (params.paramsVersion() <= paramsVersion) {
            return;
        }
        paramsVersion = params.paramsVersion();
        for (ClientAccount account : accounts.values()) {
            if (account.terms().params().paramsVersion() < params.paramsVersion()) {
                account.outdated(context.clock().instant());
            }
        }
    }

    /**
     * What opening an account at a proxy would send and cost; nothing is sent.
     *
     * @param contracts the proxy's contracts
     * @param params the root configuration's parameters
     */
    public AccountPlan planOpening(ContractAddresses contracts, ContractParams params) {
        return AccountPlan.opening(
                AccountTerms.of(contracts, params, wallet()),
                context.policy(),
                context.secrets().hashFor(contracts.proxy()),
                true,
                context.clock().instant());
    }

    /** The secret by which the client is authorised at a proxy, natively. */
    public Secret secretFor(TonAddress proxyContract) {
        return context.secrets().forProxy(proxyContract);
    }

    /** The bearer token {@code WALLET:SECRET} for a proxy's HTTP door. Only over TLS or loopback. */
    public Secret bearerFor(TonAddress proxyContract) {
        return Secret.of(wallet().toWire(context.testnet()) + ":"
                + secretFor(proxyContract).reveal());
    }

    /** What calls cost, and may cost. */
    public SpendingGuard spending() {
        return spending;
    }

    /**
     * Holds calls to the policy's spending limits, whatever proxy they go to.
     *
     * @param pricing what tokens cost now, null while that is not known
     */
    public SpendingInterceptor limits(Supplier<@Nullable TokenPricing> pricing) {
        return new SpendingInterceptor(spending, pricing, null);
    }

    /**
     * Holds calls over a proxy's HTTP door to the policy's spending limits, and what its broker charges on chain against what it served.
     *
     * @throws IllegalArgumentException if it is not an account of these
     */
    public SpendingInterceptor limits(ClientAccount account) {
        if (!account.equals(accounts.get(account.terms().address()))) {
            throw new IllegalArgumentException("account: " + account + " (expected: one of " + this + ")");
        }
        return new SpendingInterceptor(spending, account.terms()::pricing, account);
    }

    /** What the accounts may do by themselves. */
    public AccountPolicy policy() {
        return context.policy();
    }

    /**
     * Runs a round of every account now, besides the regular ones.
     *
     * @return completes when all are over, never exceptionally
     */
    public CompletionStage<Void> tick() {
        try {
            spending.save();
        } catch (StateStoreException e) {
            LOG.warn("spending cannot be stored: {}", e.getMessage());
        }
        accounts.values().removeIf(ClientAccount::isOver);
        return CompletableFuture.allOf(accounts.values().stream()
                .map(account -> account.tick().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private void schedule() {
        try {
            long millis = interval.toMillis();
            long jittered = millis / 2 + (long) (context.random().nextDouble() * millis);
            var unused = timer.schedule(this::regular, jittered, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the timer is closed");
        }
    }

    private void regular() {
        if (!closed) {
            CompletionStage<Void> unused = tick().whenComplete((nothing, failure) -> schedule());
        }
    }

    /** Stops; contracts stay as they are. Idempotent. Leaves API, wallet and store open. */
    @Override
    public void close() {
        closed = true;
        accounts.values().forEach(ClientAccount::close);
        try {
            spending.save();
        } catch (StateStoreException e) {
            LOG.error("spending cannot be stored: {}", e.getMessage());
        }
        if (ownTimer) {
            timer.shutdown();
        }
    }

    /** The wallet and the number of accounts. */
    @Override
    public String toString() {
        return "ClientAccounts[" + wallet() + ", " + accounts.size() + "]";
    }

    /** Collects what the accounts need. */
    public static final class Builder {
        private static final Duration INTERVAL = Duration.ofSeconds(5);

        private @Nullable TonApi api;
        private @Nullable NodeWallet wallet;
        private @Nullable StateStore store;
        private @Nullable ClientSecrets secrets;
        private AccountPolicy policy = AccountPolicy.standard();
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new SecureRandom();
        private @Nullable ScheduledExecutorService timer;
        private Duration interval = INTERVAL;
        private boolean testnet;

        private Builder() {}

        /** The chain. */
        public Builder api(TonApi value) {
            api = value;
            return this;
        }

        /** The wallet that owns and pays. */
        public Builder wallet(NodeWallet value) {
            wallet = value;
            return this;
        }

        /** What survives a crash; the same as the wallet's, or another. */
        public Builder store(StateStore value) {
            store = value;
            return this;
        }

        /** By which the client is authorised. */
        public Builder secrets(ClientSecrets value) {
            secrets = value;
            return this;
        }

        /** What the accounts may do by themselves; {@link AccountPolicy#standard()} if not set. */
        public Builder policy(AccountPolicy value) {
            policy = value;
            return this;
        }

        /** Time of the chain; the system's if not set. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** Query ids and jitter; a {@link SecureRandom} if not set. */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /** Where rounds run; a daemon thread of its own if not set. */
        public Builder timer(ScheduledExecutorService value) {
            timer = value;
            return this;
        }

        /**
         * Mean time between two rounds; 5 s if not set.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder interval(Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException("interval: " + value + " (expected: > 0)");
            }
            interval = value;
            return this;
        }

        /** Whether TON's test network is meant, which is part of every textual address. */
        public Builder testnet(boolean value) {
            testnet = value;
            return this;
        }

        /**
         * Opens the accounts of before and begins their rounds.
         *
         * @throws IllegalStateException if a part is missing
         * @throws StateStoreException if a record is damaged
         */
        public ClientAccounts open() {
            ClientAccounts accounts = build();
            accounts.schedule();
            return accounts;
        }

        /** As {@link #open}, without regular rounds: only {@link ClientAccounts#tick} drives it. */
        ClientAccounts build() {
            if (api == null || wallet == null || store == null || secrets == null) {
                throw new IllegalStateException("missing: "
                        + (api == null
                                ? "api(…)"
                                : wallet == null ? "wallet(…)" : store == null ? "store(…)" : "secrets(…)"));
            }
            ScheduledExecutorService own = timer == null ? daemon() : timer;
            AccountContext context =
                    new AccountContext(api, wallet, store, secrets, policy, clock, random, own, testnet);
            return new ClientAccounts(context, interval, own, timer == null);
        }

        private static ScheduledExecutorService daemon() {
            return Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "cocoon-accounts");
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
