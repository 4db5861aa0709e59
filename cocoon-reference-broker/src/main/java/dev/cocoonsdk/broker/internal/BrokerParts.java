package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
import dev.cocoonsdk.broker.internal.account.Attempts;
import dev.cocoonsdk.broker.internal.account.Authenticator;
import dev.cocoonsdk.broker.internal.account.FakeTonAccounts;
import dev.cocoonsdk.broker.internal.account.RateLimiter;
import dev.cocoonsdk.broker.internal.client.ClientDesk;
import dev.cocoonsdk.broker.internal.http.AccountView;
import dev.cocoonsdk.broker.internal.http.AdminHandler;
import dev.cocoonsdk.broker.internal.http.ApiHandler;
import dev.cocoonsdk.broker.internal.http.Door;
import dev.cocoonsdk.broker.internal.http.ModelsView;
import dev.cocoonsdk.broker.internal.http.NodeFacts;
import dev.cocoonsdk.broker.internal.http.Operator;
import dev.cocoonsdk.broker.internal.http.ProvidersView;
import dev.cocoonsdk.broker.internal.http.StatsView;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.PaymentDesk;
import dev.cocoonsdk.broker.internal.link.LinkClock;
import dev.cocoonsdk.broker.internal.link.OpenLinks;
import dev.cocoonsdk.broker.internal.market.AnswerMemory;
import dev.cocoonsdk.broker.internal.market.HttpOrders;
import dev.cocoonsdk.broker.internal.market.Market;
import dev.cocoonsdk.broker.internal.market.MarketStats;
import dev.cocoonsdk.broker.internal.market.Marketplace;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.broker.internal.money.ChainMoney;
import dev.cocoonsdk.broker.internal.worker.RequestSerializer;
import dev.cocoonsdk.broker.internal.worker.WorkerDesk;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TokenPricing;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker without its ports: which part gets which.
 *
 * @param marketplace takes requests
 * @param api answers callers
 * @param admin answers the operator
 * @param workers what worker connections share
 * @param clients what native client connections share
 * @param links the native connections
 * @param registry the workers
 * @param ledger the counters
 * @param figures the statistics
 * @param root what the broker goes by
 * @param store where the counters are kept
 * @param money null without a chain
 * @param confirmed set when all that was ever shown as confirmed is known to be confirmed
 */
record BrokerParts(
        Marketplace marketplace,
        ApiHandler api,
        AdminHandler admin,
        WorkerDesk workers,
        ClientDesk clients,
        OpenLinks links,
        WorkerRegistry registry,
        Ledger ledger,
        MarketStats figures,
        ActiveRoot root,
        LedgerStore store,
        @Nullable ChainMoney money,
        AtomicBoolean confirmed) {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerParts.class);
    private static final int RATE_LIMITED_ACCOUNTS = 100_000;
    private static final Duration LAST_BATCH = Duration.ofSeconds(5);

    static BrokerParts assemble(
            BrokerConfig config,
            RootConfig root,
            LedgerStore store,
            @Nullable AccountDirectory given,
            LongSupplier nanoTime,
            RandomGenerator random,
            LinkClock linkClock,
            ScheduledExecutorService timer,
            @Nullable Iteration iteration) {
        ProxyRunnerConfig runner = config.runner();
        BrokerSettings settings = config.settings();
        TokenPricing pricing = root.pricing();
        long price = pricing.pricePerToken().value();
        Ledger ledger = new Ledger(store, pricing, action -> later(timer, action));
        WorkerRegistry registry = new WorkerRegistry(price, nanoTime);
        ChainMoney money = iteration == null ? null : iteration.money(ledger);
        AccountDirectory accounts = given != null ? given : accounts(settings, money);
        ActiveRoot active = new ActiveRoot(
                root, registry::checkAgain, iteration == null ? ActiveRoot.refusing(root) : iteration::paramsGrew);
        MarketStats figures = new MarketStats(nanoTime);
        Market market = new Market(registry, ledger, figures, nanoTime, () -> newId(random));
        Marketplace marketplace = new Marketplace(
                market,
                (tokens, bytes, coefficient) ->
                        pricing.reservation(tokens, bytes, coefficient).value(),
                price,
                () -> (int) active.get().version());
        // Before any port is open: with a chain no request is taken until the first state has come back.
        marketplace.setEnabled(money == null);
        AnswerMemory memory = AnswerMemory.quarterOfHeap();
        HttpOrders orders = new HttpOrders(
                marketplace, figures, RequestSerializer::serialize, memoryLimits(settings, memory), nanoTime);
        ContractAddresses contracts = ContractAddresses.of(
                root.params(),
                runner.rootContract(),
                runner.owner(),
                runner.proxyKey().publicKey());
        TonAddress wallet = money == null
                ? WalletAddress.of(runner.walletKey().publicKey(), runner.owner())
                : money.status().wallet();
        PaymentDesk payments = new PaymentDesk(ledger, runner.proxyKey(), contracts, wallet, random::nextLong);
        RateLimiter<TonAddress> requestLimit =
                new RateLimiter<>(settings.requestsPerMinute(), RATE_LIMITED_ACCOUNTS, nanoTime);
        Attempts attempts = new Attempts(settings.authFailuresPerMinute(), nanoTime);
        AtomicBoolean confirmed = new AtomicBoolean();
        Door door = new Door(
                orders,
                new Authenticator(accounts, money == null, attempts),
                requestLimit,
                new ModelsView(registry, pricing.pricePerToken(), pricing.multipliers()),
                new ProvidersView(registry, nanoTime, new Random(random.nextLong())),
                new AccountView(ledger, payments, pricing.pricePerToken(), runner.isTestnet(), confirmed::get),
                settings.maxBodyBytes(),
                settings.maxRequestTimeout().toNanos() / 1e9);
        boolean checksWorkers = runner.checkWorkerHashes() || !runner.isTest();
        NodeFacts node = new NodeFacts(
                active,
                runner.rootContract(),
                runner.owner(),
                wallet,
                contracts,
                runner.isTestnet(),
                checksWorkers,
                runner.imageHash(),
                money);
        StatsView stats = new StatsView(node, marketplace, registry, ledger, accounts, figures, memory);
        OpenLinks links = new OpenLinks();
        Operator operator = money == null || iteration == null
                ? new FakeTonOperator(ledger, marketplace, () -> links.closeAll("the operator disabled this broker"))
                : new ChainOperator(money, iteration);
        ProxySettings self = ProxySettings.of(contracts, runner.owner(), runner.isTest(), runner.isTestnet());
        LinkContext context = linkClock.context();
        ClientDesk clients = new ClientDesk(
                self,
                context,
                marketplace,
                registry,
                accounts,
                attempts,
                requestLimit,
                ledger,
                payments,
                figures,
                money == null ? null : money.registrations(),
                new ClientDesk.Limits(settings.answerBufferBytes(), memory, settings.maxRequestTimeout()));
        WorkerDesk workers = new WorkerDesk(
                self, context, registry, ledger, payments, checksWorkers, active, marketplace::isEnabled);
        return new BrokerParts(
                marketplace,
                new ApiHandler(door),
                new AdminHandler(stats, operator, runner.accessHash()),
                workers,
                clients,
                links,
                registry,
                ledger,
                figures,
                active,
                store,
                money,
                confirmed);
    }

    private static AccountDirectory accounts(BrokerSettings settings, @Nullable ChainMoney money) {
        return money == null ? new FakeTonAccounts(settings.accounts()) : money.accounts();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the action reports its failure itself
    private static void later(ScheduledExecutorService timer, Runnable action) {
        timer.schedule(action, 1, TimeUnit.SECONDS);
    }

    private static HttpOrders.MemoryLimits memoryLimits(BrokerSettings settings, AnswerMemory memory) {
        return new HttpOrders.MemoryLimits(
                settings.answerBufferBytes(),
                settings.idempotencyTtl(),
                settings.idempotencyAnswers(),
                settings.idempotencyBytes(),
                memory);
    }

    private static Hash256 newId(RandomGenerator random) {
        byte[] id = new byte[Hash256.LENGTH];
        random.nextBytes(id);
        return Hash256.of(id);
    }

    /**
     * Looks after the money from now on. With a chain, no request is taken before its first state has come back; without, a saved state
     * counts as confirmed at once ({@code docs/protocol/payments.md} 7, 12).
     *
     * @param ready told whether requests are taken, each time that this changes
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    void startMoney(ScheduledExecutorService timer, Duration interval, Consumer<Boolean> ready) {
        if (money != null) {
            money.start(now -> {
                marketplace.setEnabled(now);
                if (!now) {
                    links.closeAll("this broker takes no part in the network");
                }
                if (now) {
                    confirmed.set(true);
                }
                ready.accept(now);
            });
            return;
        }
        confirmed.set(true);
        ledger.sealState().run();
        timer.scheduleAtFixedRate(
                () -> ledger.sealState().run(), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    Broker.Stats stats() {
        MarketStats.Figures now = figures.figures();
        return new Broker.Stats(
                now.queries(),
                now.success(),
                now.failed(),
                now.rejected(),
                now.cancelled(),
                now.moved(),
                now.overcharges(),
                now.tokens(),
                registry.size());
    }

    /** After all requests have ended. */
    void close() {
        if (money != null) {
            money.close();
        }
        if (!ledger.drain(LAST_BATCH)) {
            LOG.error("the ledger store did not acknowledge the last charges; they may be lost");
        }
        store.close();
    }
}
