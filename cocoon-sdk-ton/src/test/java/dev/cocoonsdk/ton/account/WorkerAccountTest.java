package dev.cocoonsdk.ton.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.SignedRequest;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices of {@link AccountFixture}: a worker gets 10 nanoton for a token, so 10 TON are 10⁹ tokens. */
class WorkerAccountTest {

    private static final TonAddress OWNER = TonAddress.basechain(Hash256.sha256(new byte[] {6}));
    private static final ContractAddresses CONTRACTS = AccountFixture.contracts(AccountFixture.PARAMS);
    private static final long TEN_TON = 1_000_000_000;

    private final WorkerChain chain = new WorkerChain();
    private final StateStore store = StateStore.inMemory();
    private WorkerChain.Wallet wallet = chain.new Wallet();
    private WorkerAccount account;

    @BeforeEach
    void meet_the_proxy() {
        account = start();
    }

    private WorkerAccount start() {
        WorkerContext context = new WorkerContext(chain, wallet, WorkerPolicy.standard(), chain.clock, Runnable::run);
        for (String name : store.names()) {
            return new WorkerAccount(context, WorkerJournal.read(store, name));
        }
        WorkerTerms terms =
                WorkerTerms.of(AccountFixture.PARAMS, OWNER, CONTRACTS.proxy(), AccountFixture.PROXY_KEY.publicKey());
        WorkerJournal journal = new WorkerJournal(store, terms);
        journal.save();
        return new WorkerAccount(context, journal);
    }

    /** The process is killed: what the wallet had queued is lost, what was journalled is not. */
    private void restart() {
        wallet = chain.new Wallet();
        account = start();
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            account.tick().toCompletableFuture().join();
            wallet.sign(true);
        }
    }

    private void deploy() {
        rounds(3);
        chain.sent.clear();
    }

    private SignedPayment sign(Kind kind, Ed25519Key key, long tokens) {
        return SignedPayment.sign(
                kind, key, tokens + 7, TokenCount.of(tokens), account.terms().address(), CONTRACTS.proxy());
    }

    private void earn(long tokens) {
        account.counters(
                sign(Kind.WORKER_PAYOUT, AccountFixture.PROXY_KEY, tokens),
                TokenCount.of(tokens),
                TokenCount.of(tokens));
    }

    private NanoTon ton(long count) {
        return NanoTon.ofTon(count);
    }

    @Test
    void the_contract_is_the_one_that_the_proxy_derives() {
        assertThat(account.terms().address()).isEqualTo(CONTRACTS.worker(OWNER));
        assertThat(WorkerTerms.ofJson(account.terms().toJson())).isEqualTo(account.terms());
    }

    @Test
    void the_contract_is_deployed_once_at_the_first_meeting() {
        rounds(5);
        assertThat(chain.sent).hasSize(1);
        assertThat(chain.sent.get(0).value()).isEqualTo(AttachedValue.WORKER_DEPLOY);
        assertThat(account.status().deployed()).isTrue();
    }

    @Test
    void ten_ton_are_collected_with_the_own_wallet_in_the_message() {
        deploy();
        earn(TEN_TON - 1);
        rounds(3);
        assertThat(chain.paid).isEqualTo(NanoTon.ZERO);

        earn(TEN_TON);
        rounds(3);

        assertThat(chain.paid).isEqualTo(ton(10));
        assertThat(chain.sent).hasSize(1);
        Transfer payout = chain.sent.get(0);
        assertThat(payout.value()).isEqualTo(AttachedValue.WORKER_PAYOUT);
        assertThat(SignedPayment.ofBody(payout.body()).excessesTo()).isEqualTo(wallet.address());
        assertThat(account.status().open()).isEqualTo(NanoTon.ZERO);
        assertThat(account.status().running()).isFalse();
    }

    @Test
    void a_worker_without_work_collects_less() {
        deploy();
        earn(TEN_TON / 50);
        rounds(2);
        chain.clock.advance(Duration.ofSeconds(599));
        rounds(2);
        assertThat(chain.sent).isEmpty();

        chain.clock.advance(Duration.ofSeconds(1));
        rounds(2);
        assertThat(chain.paid).isEqualTo(NanoTon.of(200_000_000));
    }

    @Test
    void by_hand_any_amount_is_collected_but_not_nothing() {
        deploy();
        assertThat(account.requestPayout()).isFalse();
        earn(1);
        assertThat(account.requestPayout()).isTrue();
        rounds(2);
        assertThat(chain.paid).isEqualTo(NanoTon.of(10));
    }

    @Test
    void a_proxy_contract_without_enough_coins_is_not_asked_to_pay() {
        deploy();
        chain.proxyCoins = ton(10);
        earn(TEN_TON);
        rounds(3);
        assertThat(chain.sent).isEmpty();
        assertThat(account.status().problem()).contains("waits: the proxy contract has 10 TON only");

        chain.proxyCoins = ton(11);
        rounds(3);
        assertThat(chain.paid).isEqualTo(ton(10));
    }

    @Test
    void a_closed_proxy_contract_is_not_asked_to_pay() {
        deploy();
        chain.proxyState = ContractState.CLOSED;
        earn(TEN_TON);
        rounds(3);
        assertThat(chain.sent).isEmpty();
        assertThat(account.status().problem()).contains("the proxy contract is closed");
    }

    @Test
    void highest_counters_and_payment_are_there_after_a_restart() {
        earn(500);
        account.counters(null, TokenCount.of(600), TokenCount.of(700));
        account.flush();
        restart();
        account.counters(null, TokenCount.of(1), TokenCount.of(2));

        WorkerStatus status = account.status();
        assertThat(status.signed()).isEqualTo(TokenCount.of(500));
        assertThat(status.database()).isEqualTo(TokenCount.of(600));
        assertThat(status.memory()).isEqualTo(TokenCount.of(700));
        assertThat(account.payment()).isNotNull();
    }

    @Test
    void a_payment_that_is_not_the_proxys_counts_for_nothing() {
        Ed25519Key other = Ed25519Key.ofSeed(Hash256.sha256(new byte[] {99}).toBytes());
        account.counters(sign(Kind.WORKER_PAYOUT, other, TEN_TON), TokenCount.ZERO, TokenCount.ZERO);
        account.counters(sign(Kind.CLIENT_CHARGE, AccountFixture.PROXY_KEY, TEN_TON), TokenCount.ZERO, TokenCount.ZERO);
        assertThat(account.payment()).isNull();
    }

    @Test
    void a_request_that_was_journalled_but_never_sent_is_decided_anew() {
        account.tick().toCompletableFuture().join();
        restart();
        rounds(1);
        assertThat(chain.sent).isEmpty();

        chain.clock.advance(WorkerAccount.SETTLE);
        rounds(2);
        assertThat(chain.sent).hasSize(1);
        assertThat(account.status().deployed()).isTrue();
    }

    @Test
    void a_request_that_was_sent_before_a_crash_is_not_sent_again() {
        account.tick().toCompletableFuture().join();
        WorkerChain.Wallet before = wallet;
        before.sign(false);
        restart();
        chain.clock.advance(WorkerAccount.SETTLE);
        rounds(1);
        chain.clock.advance(WorkerAccount.SETTLE);
        rounds(3);
        assertThat(chain.sent).hasSize(1);

        chain.execute(wallet.address(), chain.sent.get(0));
        rounds(2);
        assertThat(chain.sent).hasSize(1);
        assertThat(account.status().deployed()).isTrue();
    }

    @Test
    void a_payout_that_crashes_after_each_step_is_paid_once() {
        deploy();
        earn(TEN_TON);
        account.tick().toCompletableFuture().join();
        restart();
        chain.clock.advance(WorkerAccount.SETTLE);
        rounds(1);
        chain.clock.advance(WorkerAccount.SETTLE);
        account.tick().toCompletableFuture().join();
        wallet.sign(true);
        restart();
        rounds(3);

        assertThat(chain.paid).isEqualTo(ton(10));
        assertThat(chain.workers.get(account.terms().address()).tokens()).isEqualTo(TEN_TON);
    }

    @Test
    void when_the_proxy_paid_the_same_payment_the_own_message_fails_and_nothing_is_paid_twice() {
        deploy();
        earn(TEN_TON);
        account.tick().toCompletableFuture().join();
        SignedPayment payment = sign(Kind.WORKER_PAYOUT, AccountFixture.PROXY_KEY, TEN_TON);
        chain.execute(CONTRACTS.proxy(), Transfer.message(account.terms().address(), ton(1), payment.body()));
        wallet.sign(true);
        rounds(3);

        assertThat(chain.paid).isEqualTo(ton(10));
        assertThat(account.status().running()).isFalse();
        assertThat(account.status().open()).isEqualTo(NanoTon.ZERO);
    }

    @Test
    void a_failed_payout_is_tried_again_after_a_minute_and_then_after_two() {
        deploy();
        chain.refuses = true;
        earn(TEN_TON);
        rounds(5);
        assertThat(chain.sent).hasSize(1);
        assertThat(account.status().problem()).contains("was not executed");

        chain.clock.advance(Duration.ofMinutes(1));
        rounds(5);
        chain.clock.advance(Duration.ofMinutes(1));
        rounds(5);
        assertThat(chain.sent).hasSize(2);

        chain.refuses = false;
        chain.clock.advance(Duration.ofMinutes(1));
        rounds(2);
        assertThat(chain.paid).isEqualTo(ton(10));
        assertThat(account.status().problem()).isNull();
    }

    @Test
    void coins_that_come_back_from_the_proxy_contract_are_told() {
        deploy();
        earn(TEN_TON);
        account.tick().toCompletableFuture().join();
        chain.proxyCoins = ton(1);
        wallet.sign(true);
        account.tick().toCompletableFuture().join();

        assertThat(account.status().problem()).contains("could not pay", "10 TON", "came back");
        assertThat(account.status().open()).isEqualTo(NanoTon.ZERO);
    }

    @Test
    void outdated_contracts_are_collected_after_half_the_clients_delay_and_then_forgotten() {
        deploy();
        earn(1_000_000);
        account.outdated(chain.clock.instant());
        rounds(2);
        chain.clock.advance(AccountFixture.CLIENT_DELAY.dividedBy(2).minusSeconds(1));
        rounds(2);
        assertThat(chain.sent).isEmpty();

        chain.clock.advance(Duration.ofSeconds(1));
        rounds(3);
        assertThat(chain.paid).isEqualTo(NanoTon.of(10_000_000));
        assertThat(account.isOver()).isTrue();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void an_outdated_contract_with_less_than_a_hundredth_is_forgotten() {
        deploy();
        earn(999_999);
        account.outdated(chain.clock.instant());
        chain.clock.advance(AccountFixture.CLIENT_DELAY.dividedBy(2));
        rounds(2);
        assertThat(chain.sent).isEmpty();
        assertThat(account.isOver()).isTrue();
    }

    @Test
    void after_the_last_payout_the_contract_is_forgotten() {
        deploy();
        SignedPayment last = sign(Kind.WORKER_LAST_PAYOUT, AccountFixture.PROXY_KEY, 100);
        chain.execute(CONTRACTS.proxy(), Transfer.message(account.terms().address(), ton(1), last.body()));
        rounds(2);
        assertThat(account.isOver()).isTrue();
        assertThat(new SignedRequest(last).payment()).isEqualTo(last);
    }

    @Test
    void what_waits_in_a_wallet_without_coins_is_not_asked_again() {
        for (int hours = 0; hours < 50; hours++) {
            account.tick().toCompletableFuture().join();
            chain.clock.advance(Duration.ofHours(1));
        }
        assertThat(wallet.queued()).isOne();
        rounds(3);
        assertThat(chain.sent).hasSize(1);
        assertThat(account.status().deployed()).isTrue();
    }

    @Test
    void a_failed_deployment_is_not_repeated_at_once() {
        chain.refuses = true;
        rounds(10);
        assertThat(chain.sent).hasSize(1);
        assertThat(account.status().problem()).contains("was not executed");
        chain.refuses = false;
        chain.clock.advance(Duration.ofMinutes(1));
        rounds(3);
        assertThat(account.status().deployed()).isTrue();
    }

    @Test
    void a_contract_whose_storage_is_not_told_is_not_deployed_again() {
        deploy();
        chain.hidesStorage = true;
        rounds(10);
        assertThat(chain.sent).isEmpty();
        assertThat(account.status().problem()).contains("storage is not told");
    }

    @Test
    void a_history_that_is_older_than_the_state_is_asked_again() {
        account.tick().toCompletableFuture().join();
        wallet.sign(true);
        chain.historyLags = true;
        rounds(2);
        assertThat(account.status().running()).isTrue();
        chain.historyLags = false;
        rounds(1);
        assertThat(account.status().running()).isFalse();
        assertThat(chain.sent).hasSize(1);
    }

    @Test
    void thresholds_of_zero_collect_everything_but_not_nothing() {
        WorkerPolicy zero = new WorkerPolicy(NanoTon.ZERO, NanoTon.ZERO, NanoTon.ZERO, Duration.ZERO);
        WorkerDecision.View nothing = new WorkerDecision.View(
                account.terms(),
                WorkerStorage.parse(account.terms().contract().requireData()),
                TokenCount.ZERO,
                false,
                null,
                AccountFixture.START,
                null);
        assertThat(WorkerDecision.decide(nothing, zero, AccountFixture.START)).isEqualTo(WorkerDecision.WAIT);
    }

    @Test
    void parameters_of_a_gateway_that_lags_wind_up_nothing() {
        deploy();
        account.close();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (WorkerAccounts accounts = WorkerAccounts.open(
                chain,
                wallet,
                store,
                OWNER,
                WorkerPolicy.standard(),
                chain.clock,
                new Random(1),
                timer,
                Duration.ofSeconds(10))) {
            accounts.params(0);
            assertThat(accounts.all().get(0).status().outdated()).isFalse();
            accounts.params(2);
            assertThat(accounts.all().get(0).status().outdated()).isTrue();
        } finally {
            timer.shutdownNow();
        }
    }
}
