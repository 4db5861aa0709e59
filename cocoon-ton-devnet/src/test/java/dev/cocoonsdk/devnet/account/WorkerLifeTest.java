package dev.cocoonsdk.devnet.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.WorkerAccount;
import dev.cocoonsdk.ton.account.WorkerAccounts;
import dev.cocoonsdk.ton.account.WorkerPolicy;
import dev.cocoonsdk.ton.account.WorkerStatus;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker earns on a local chain, with its wallet and its proxy's contract; a token is worth 10 nanoton. */
class WorkerLifeTest {

    private static final TonAddress OWNER = AccountStage.address(30);
    private static final TonAddress PROXY_OWNER = AccountStage.address(2);
    private static final TonAddress PROXY_WALLET = AccountStage.address(3);
    private static final long TEN_TON = 1_000_000_000;

    private final Devnet devnet = Devnet.builder().seed(2).open();
    private final Ed25519Key proxyKey =
            Ed25519Key.ofSeed(Hash256.sha256(new byte[] {4}).toBytes());
    private final Ed25519Key walletKey =
            Ed25519Key.ofSeed(Hash256.sha256(new byte[] {31}).toBytes());
    private final CocoonWallet wallet =
            CocoonWallet.of(walletKey.publicKey(), OWNER, WalletCode.of(DevnetContracts.wallet()));
    private final ContractParams params = AccountStage.params(1);
    private final ContractAddresses contracts =
            ContractAddresses.of(params, AccountStage.address(1), PROXY_OWNER, proxyKey.publicKey());
    private final StateStore store = StateStore.inMemory();
    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private WalletQueue queue;
    private WorkerAccounts accounts;

    @BeforeEach
    void a_proxy_with_twenty_five_ton_and_a_worker_with_ten() {
        devnet.deliver(
                Devnet.internalFrom(PROXY_OWNER, Transfer.deploy(contracts.proxyState(), AttachedValue.PROXY_DEPLOY)));
        devnet.fund(contracts.proxy(), NanoTon.ofTon(25));
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        start();
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
        accounts = WorkerAccounts.open(
                devnet.api(),
                queue,
                store,
                OWNER,
                WorkerPolicy.standard(),
                devnet.clock(),
                new Random(3),
                timer,
                Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        accounts.close();
        queue.close();
        timer.shutdownNow();
        devnet.close();
    }

    private void crash() {
        timer.shutdownNow();
        timer = Executors.newScheduledThreadPool(2);
        start();
    }

    private WorkerAccount account() {
        return accounts.admit(params, contracts.proxy(), proxyKey.publicKey());
    }

    private void earn(long tokens) {
        SignedPayment payment = SignedPayment.sign(
                Kind.WORKER_PAYOUT,
                proxyKey,
                tokens + 7,
                TokenCount.of(tokens),
                account().terms().address(),
                PROXY_WALLET);
        account().counters(payment, TokenCount.of(tokens), TokenCount.of(tokens));
    }

    private void until(Predicate<WorkerStatus> condition) {
        Awaitility.await()
                .atMost(90, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    account().tick().toCompletableFuture().get(60, TimeUnit.SECONDS);
                    return condition.test(account().status());
                });
    }

    private NanoTon coins(TonAddress address) {
        return devnet.account(address).balance();
    }

    @Test
    void it_deploys_its_contract_and_is_paid_to_the_nanoton() {
        until(status -> status.deployed() && !status.running());
        earn(TEN_TON);
        until(status -> status.paid().value() == TEN_TON && !status.running());

        assertThat(coins(OWNER)).isBetween(NanoTon.of(9_999_000_000L), NanoTon.ofTon(10));
        assertThat(coins(wallet.address())).isBetween(NanoTon.of(9_600_000_000L), NanoTon.of(9_700_000_000L));
        assertThat(account().status().open()).isEqualTo(NanoTon.ZERO);
        assertThat(account().status().problem()).isNull();
        assertThat(devnet.totalCoins().plus(devnet.collectedFees())).isEqualTo(devnet.mintedCoins());
    }

    @Test
    void after_a_crash_with_a_payout_under_way_it_is_paid_once() {
        until(status -> status.deployed() && !status.running());
        earn(TEN_TON);
        account().tick().toCompletableFuture().join();
        assertThat(account().status().running()).isTrue();
        crash();

        assertThat(account().status().signed()).isEqualTo(TokenCount.of(TEN_TON));
        devnet.advance(Duration.ofSeconds(31));
        until(status -> {
            devnet.advance(Duration.ofSeconds(5));
            return status.paid().value() == TEN_TON && !status.running();
        });
        assertThat(coins(OWNER)).isLessThanOrEqualTo(NanoTon.ofTon(10));
        assertThat(devnet.transactions(OWNER)).hasSize(1);
    }

    @Test
    void a_proxy_contract_without_coins_is_not_asked_until_it_has_some() {
        until(status -> status.deployed() && !status.running());
        earn(3 * TEN_TON);
        until(status -> status.problem() != null);
        assertThat(account().status().problem()).contains("payout of 30 TON waits");
        assertThat(account().status().paid()).isEqualTo(TokenCount.ZERO);

        devnet.fund(contracts.proxy(), NanoTon.ofTon(10));
        until(status -> status.paid().value() == 3 * TEN_TON && !status.running());
        assertThat(coins(OWNER)).isGreaterThan(NanoTon.of(29_999_000_000L));
    }

    @Test
    void the_proxys_last_payout_ends_the_contract() {
        until(status -> status.deployed() && !status.running());
        SignedPayment last = SignedPayment.sign(
                Kind.WORKER_LAST_PAYOUT,
                proxyKey,
                9,
                TokenCount.of(1000),
                account().terms().address(),
                PROXY_WALLET);
        WorkerAccount ending = account();
        devnet.deliver(Devnet.internalFrom(
                PROXY_WALLET, Transfer.message(ending.terms().address(), AttachedValue.PROXY_CLOSE, last.body())));
        ending.tick().toCompletableFuture().join();

        assertThat(ending.isOver()).isTrue();
        assertThat(store.names()).noneMatch(name -> name.startsWith("worker."));
    }
}
