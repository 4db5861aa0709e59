package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.MoneyStatus;
import dev.cocoonsdk.broker.SettlementPolicy;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.Reservation;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.contract.ClientRegister;
import dev.cocoonsdk.ton.contract.ClientRequestRefund;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A chain with a root contract, clients and workers, and the money of a broker on it; without doors. */
final class MoneyRig implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(100);
    static final NanoTon TON = NanoTon.ofTon(1);
    static final long PRICE = 20;
    static final long FEE = 12;

    private static final Ed25519Key KEY =
            Ed25519Key.ofSeed(Hash256.sha256(new byte[] {'k'}).toBytes());
    private static final Duration POLL = Duration.ofMillis(20);

    final Devnet devnet = Devnet.open();
    final TonAddress owner = address(1);
    final TonAddress client = address(2);
    final TonAddress worker = address(3);
    final LedgerStore store = new InMemoryLedgerStore();
    final StateStore journal = StateStore.inMemory();
    final CocoonWallet wallet = CocoonWallet.of(KEY.publicKey(), address(1), WalletCode.of(DevnetContracts.wallet()));
    final TonAddress root = deployRoot();
    ContractParams params = params(0);

    SettlementPolicy policy = SettlementPolicy.DEFAULT
            .withSaveState(Duration.ofMillis(50))
            .withRetry(Duration.ofSeconds(3))
            .withThresholds(TON, TON, TON);

    private @Nullable ScheduledExecutorService timer;
    private @Nullable WalletQueue queue;
    private @Nullable Ledger ledger;
    private @Nullable ChainMoney money;

    static TonAddress address(int n) {
        return TonAddress.basechain(Hash256.sha256(new byte[] {(byte) n}));
    }

    /** A backup of a ledger. */
    static LedgerStore copy(LedgerContent content) {
        InMemoryLedgerStore backup = new InMemoryLedgerStore();
        List<LedgerBatch.Change> changes = content.counters().stream()
                .map(one -> new LedgerBatch.Change(one.party(), one.owner(), one.total(), one.total()))
                .toList();
        backup.commit(new LedgerBatch(1, changes, new HashMap<>(content.notes())));
        return backup;
    }

    static ContractParams params(long version) {
        return new ContractParams(
                3,
                version,
                17,
                true,
                NanoTon.of(PRICE),
                NanoTon.of(FEE),
                TokenMultipliers.DEFAULT,
                Duration.ofHours(24),
                Duration.ofHours(24),
                NanoTon.PER_TON,
                TON,
                DevnetContracts.codes());
    }

    private TonAddress deployRoot() {
        StateInit init = RootContract.init(DevnetContracts.root(), owner, params(0));
        send(owner, Transfer.deploy(init, TON));
        return init.address();
    }

    ContractAddresses contracts() {
        return ContractAddresses.of(params, root, owner, KEY.publicKey());
    }

    void send(TonAddress from, Transfer transfer) {
        devnet.deliver(Devnet.internalFrom(from, transfer));
    }

    /** Starts the money of a broker; what went before in the store and on the chain goes on. */
    MoneyRig start() {
        return start(store);
    }

    MoneyRig start(LedgerStore on) {
        ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
        WalletQueue pays = WalletQueue.open(
                devnet.api(),
                wallet,
                KEY,
                journal,
                WalletOptions.of(threads).withClock(devnet.clock()).withPolls(POLL, POLL));
        ChainMoney.Setup setup = new ChainMoney.Setup(
                devnet.api(), pays, devnet.clock(), threads, new SecureRandom(), policy, POLL, root, owner, KEY);
        boolean enabled = Participation.begin(on, setup, params);
        Ledger counters = new Ledger(on, dev.cocoonsdk.ton.TokenPricing.of(params), threads::execute);
        ChainMoney started = new ChainMoney(setup, counters, params, enabled);
        started.start(ready -> {});
        timer = threads;
        queue = pays;
        ledger = counters;
        money = started;
        return this;
    }

    /** Starts with a funded wallet and waits until requests are taken. */
    MoneyRig ready() {
        devnet.fund(wallet.address(), NanoTon.ofTon(30));
        start();
        await(MoneyStatus.Phase.READY);
        return this;
    }

    void await(MoneyStatus.Phase phase) {
        org.awaitility.Awaitility.await()
                .atMost(SOON)
                .until(() -> money().status().phase() == phase);
    }

    ChainMoney money() {
        return java.util.Objects.requireNonNull(money);
    }

    Ledger ledger() {
        return java.util.Objects.requireNonNull(ledger);
    }

    /** Ends the process; nothing is finished. */
    void stop() {
        if (timer != null && queue != null) {
            money().close();
            queue.close();
            timer.shutdownNow();
        }
    }

    /** Deploys the client's contract, pays in and waits until the broker knows. */
    void deposit(NanoTon amount) {
        send(client, Transfer.deploy(contracts().clientState(client), NanoTon.of(800_000_000)));
        topUp(amount);
        org.awaitility.Awaitility.await()
                .atMost(SOON)
                .until(() -> money().accounts().find(client) != null);
    }

    void topUp(NanoTon amount) {
        send(
                client,
                Transfer.message(
                        contracts().client(client),
                        amount.plus(NanoTon.of(700_000_000)),
                        new ClientTopUp(1, amount, client).toCell()));
    }

    void deployWorker() {
        send(worker, Transfer.deploy(contracts().workerState(worker), NanoTon.of(300_000_000)));
    }

    void registerBy(long nonce) {
        send(client, Transfer.message(contracts().client(client), TON, new ClientRegister(2, nonce, client).toCell()));
    }

    void askRefund() {
        send(
                client,
                Transfer.message(
                        contracts().client(client),
                        NanoTon.of(700_000_000),
                        new ClientRequestRefund(3, client).toCell()));
    }

    /** A request that is answered: charged to the client, earned by the worker. */
    void use(long tokens) {
        ClientAccount account =
                java.util.Objects.requireNonNull(money().accounts().find(client));
        Reservation reservation = java.util.Objects.requireNonNull(ledger().reserve(account, tokens));
        ledger().settle(reservation, ledger().worker(worker), tokens);
    }

    ClientStorage clientStorage() {
        return ClientStorage.parse(devnet.account(contracts().client(client)).data());
    }

    WorkerStorage workerStorage() {
        return WorkerStorage.parse(devnet.account(contracts().worker(worker)).data());
    }

    ProxyStorage proxyStorage() {
        return ProxyStorage.parse(devnet.account(contracts().proxy()).data());
    }

    NanoTon balance(TonAddress account) {
        return devnet.account(account).balance();
    }

    @Override
    public void close() {
        stop();
        devnet.close();
    }
}
