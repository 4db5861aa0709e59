package dev.cocoonsdk.devnet.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.DevnetTransaction;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountPolicy;
import dev.cocoonsdk.ton.account.AccountTerms;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.account.ClientAccounts;
import dev.cocoonsdk.ton.account.ClientSecrets;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ContractMessage;
import dev.cocoonsdk.ton.contract.Operation;
import dev.cocoonsdk.ton.contract.ProxyIncreaseStake;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A client with its wallet on a local chain, and a proxy contract whose key the test holds. */
final class AccountStage implements AutoCloseable {

    static final Duration CLIENT_DELAY = Duration.ofHours(24);
    static final NanoTon FUNDS = NanoTon.ofTon(60);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TonAddress ROOT = address(1);
    private static final TonAddress PROXY_OWNER = address(2);
    private static final TonAddress PROXY_WALLET = address(3);

    final Devnet devnet = Devnet.builder().seed(1).open();
    final Ed25519Key proxyKey = Ed25519Key.ofSeed(Hash256.sha256(new byte[] {4}).toBytes());
    final ContractParams params = params(1);
    final ContractAddresses contracts = contracts(params);
    final UnreliableStore store;
    private final Ed25519Key walletKey =
            Ed25519Key.ofSeed(Hash256.sha256(new byte[] {5}).toBytes());
    private final CocoonWallet wallet =
            CocoonWallet.of(walletKey.publicKey(), address(6), WalletCode.of(DevnetContracts.wallet()));
    private final AccountPolicy policy;
    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private WalletQueue queue;
    ClientAccounts accounts;
    private long query = 1000;

    AccountStage(NanoTon proxyStake, AccountPolicy policy, UnreliableStore store) {
        this.policy = policy;
        this.store = store;
        proxyDeploys(contracts, proxyStake);
        devnet.fund(wallet.address(), FUNDS);
        start();
    }

    static TonAddress address(int number) {
        return TonAddress.basechain(Hash256.sha256(new byte[] {9, (byte) number}));
    }

    static ContractParams params(long version) {
        return new ContractParams(
                3,
                version,
                13,
                true,
                NanoTon.of(20),
                NanoTon.of(10),
                new TokenMultipliers(10_000, 1000, 80_000, 80_000),
                Duration.ofHours(48),
                CLIENT_DELAY,
                NanoTon.PER_TON,
                NanoTon.ofTon(15),
                DevnetContracts.codes());
    }

    ContractAddresses contracts(ContractParams of) {
        return ContractAddresses.of(of, ROOT, PROXY_OWNER, proxyKey.publicKey());
    }

    void proxyDeploys(ContractAddresses proxy, NanoTon stake) {
        deliver(PROXY_OWNER, Transfer.deploy(proxy.proxyState(), AttachedValue.PROXY_DEPLOY));
        if (!stake.isZero()) {
            deliver(
                    PROXY_WALLET,
                    Transfer.message(
                            proxy.proxy(),
                            AttachedValue.proxyStake(stake),
                            new ProxyIncreaseStake(query++, stake, PROXY_WALLET).toCell()));
        }
    }

    List<DevnetTransaction> deliver(TonAddress from, Transfer transfer) {
        return devnet.deliver(Devnet.internalFrom(from, transfer));
    }

    /** The proxy signs and sends what it wants. */
    void proxySends(SignedPayment.Kind kind, ClientAccount account, long tokens) {
        deliver(
                PROXY_WALLET,
                Transfer.message(
                        account.terms().address(),
                        AttachedValue.CHARGE,
                        sign(kind, account, tokens).body()));
    }

    SignedPayment sign(SignedPayment.Kind kind, ClientAccount account, long tokens) {
        return SignedPayment.sign(
                kind, proxyKey, query++, TokenCount.of(tokens), account.terms().address(), PROXY_WALLET);
    }

    private void start() {
        queue = WalletQueue.open(
                devnet.api(),
                wallet,
                walletKey,
                store,
                WalletOptions.of(timer)
                        .withClock(devnet.clock())
                        .withPolls(Duration.ofMillis(10), Duration.ofMillis(40)));
        accounts = ClientAccounts.builder()
                .api(devnet.api())
                .wallet(queue)
                .store(store)
                .secrets(ClientSecrets.ofMaster(Hash256.sha256(new byte[] {7}).toBytes()))
                .policy(policy)
                .clock(devnet.clock())
                .random(new Random(8))
                .timer(timer)
                .interval(Duration.ofDays(1))
                .open();
    }

    /** The process dies where it stands, with everything but the store. */
    void crash() {
        timer.shutdownNow();
        store.dies();
        timer = Executors.newScheduledThreadPool(2);
        store.lives();
        start();
    }

    ClientAccount account() {
        return Objects.requireNonNull(accounts.atProxy(contracts.proxy()), "no account");
    }

    ClientAccount admit() {
        return accounts.admit(contracts, params);
    }

    /** Runs rounds until something holds; dies and starts again wherever the store says so. */
    void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still not: "
                        + accounts.all().stream().map(ClientAccount::status).toList());
            }
            if (store.isDead()) {
                crash();
            }
            devnet.advance(Duration.ofSeconds(1));
            var unused = accounts.tick();
            boolean never = new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
        }
    }

    boolean isQuiet(ClientAccount account) {
        return account.isUsable()
                && account.status().next().toString().contains("NOTHING_TO_DO")
                && account.status().state() != null;
    }

    ClientStorage storage(AccountTerms terms) {
        return ClientStorage.parse(
                Objects.requireNonNull(devnet.account(terms.address()).data()));
    }

    NanoTon coins(TonAddress of) {
        return devnet.account(of).balance();
    }

    TonAddress walletAddress() {
        return wallet.address();
    }

    /** How many messages of a kind from the wallet the client contract got. */
    long executed(AccountTerms terms, Operation operation) {
        return devnet.transactions(terms.address()).stream()
                .map(DevnetTransaction::toTonTransaction)
                .filter(transaction ->
                        walletAddress().equals(transaction.source()) && isOf(transaction.body(), operation))
                .count();
    }

    long deployments(AccountTerms terms) {
        return devnet.transactions(terms.address()).stream()
                .map(DevnetTransaction::toTonTransaction)
                .filter(transaction -> walletAddress().equals(transaction.source())
                        && transaction.body().bits() == 0)
                .count();
    }

    private static boolean isOf(dev.cocoonsdk.ton.cell.Cell body, Operation operation) {
        try {
            return ContractMessage.parse(body).operation() == operation;
        } catch (CellException e) {
            return false;
        }
    }

    @Override
    public void close() {
        accounts.close();
        queue.close();
        timer.shutdownNow();
        devnet.close();
    }
}
