package dev.cocoonsdk.ton.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAccountTest {

    private final ManualClock clock = new ManualClock();
    private final FakeChain chain = new FakeChain(clock);
    private final StateStore store = StateStore.inMemory();
    private FakeWallet wallet = new FakeWallet(chain);
    private ClientAccount account = open();

    private AccountContext context() {
        Executor direct = Runnable::run;
        return new AccountContext(
                chain,
                wallet,
                store,
                AccountFixture.SECRETS,
                AccountPolicy.standard(),
                clock,
                new Random(1),
                direct,
                false);
    }

    private ClientAccount open() {
        AccountTerms terms = AccountFixture.terms();
        AccountJournal journal = AccountJournal.read(store, AccountJournal.name(terms.address()));
        if (journal == null) {
            journal = new AccountJournal(store, terms);
            journal.save();
        }
        return new ClientAccount(context(), journal);
    }

    /** The process dies: what the wallet has not signed is gone. */
    private void crash() {
        NanoTon coins = wallet.coins;
        wallet = new FakeWallet(chain);
        wallet.coins = coins;
        account = open();
    }

    private void tick() {
        account.tick().toCompletableFuture().join();
    }

    private void settle() {
        for (int i = 0; i < 6; i++) {
            tick();
            wallet.sign();
            chain.deliver();
        }
        tick();
    }

    private NanoTon balance() {
        return chain.storage(account.terms().address()).balance();
    }

    private void proxyDoes(SignedPayment.Kind kind, long tokens) {
        SignedPayment payment = SignedPayment.sign(
                kind,
                AccountFixture.PROXY_KEY,
                tokens,
                TokenCount.of(tokens),
                account.terms().address(),
                account.terms().proxy());
        chain.execute(
                account.terms().proxy(),
                Transfer.message(account.terms().address(), NanoTon.of(700_000_000), payment.body()));
    }

    @Test
    void opensAnAccountByDeployingStoringTheSecretAndDepositing() {
        settle();
        assertThat(chain.executed).containsExactly("deploy", "CLIENT_CHANGE_SECRET_HASH", "CLIENT_TOP_UP");
        assertThat(balance()).isEqualTo(NanoTon.ofTon(15));
        assertThat(account.isUsable()).isTrue();
        assertThat(account.status().explain().get(0)).startsWith("open: 15 TON deposited, stake 15 TON");
    }

    @Test
    void registersWithAProxyThatWaits() {
        account.requestRegistration(42);
        settle();
        assertThat(chain.executed).startsWith("deploy", "CLIENT_REGISTER");
    }

    @Test
    void asksOneThingAtATime() {
        tick();
        tick();
        assertThat(wallet.queued()).isOne();
        wallet.sign();
        tick();
        assertThat(wallet.queued()).isZero();
        chain.deliver();
        tick();
        assertThat(wallet.queued()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void neverDepositsTwiceWhereverItCrashes(int where) {
        settle();
        serve(500_000_000);
        clock.advance(Duration.ofHours(25));
        proxyDoes(SignedPayment.Kind.CLIENT_CHARGE, 500_000_000);
        chain.deposits.clear();
        tick();
        if (where >= 1) {
            wallet.sign();
        }
        if (where >= 2) {
            chain.deliver();
        }
        if (where >= 3) {
            tick();
        }
        crash();
        tick();
        clock.advance(ClientAccount.SETTLE.plusSeconds(1));
        settle();
        assertThat(chain.deposits).containsExactly(NanoTon.ofTon(15));
        assertThat(balance()).isEqualTo(NanoTon.ofTon(20));
    }

    @Test
    void afterACrashItWaitsBeforeItTakesARequestForNeverSent() {
        tick();
        crash();
        tick();
        assertThat(account.status().request()).isEqualTo(RequestKind.DEPLOY);
        assertThat(wallet.queued()).isZero();
        clock.advance(ClientAccount.SETTLE.plusSeconds(1));
        tick();
        assertThat(wallet.queued()).isOne();
    }

    @Test
    void anEngineThatIsReopenedOnALivingWalletWaitsForItsQueue() {
        tick();
        account.close();
        account = open();
        tick();
        clock.advance(ClientAccount.SETTLE.plusSeconds(1));
        tick();
        tick();
        assertThat(wallet.queued()).isOne();
    }

    @Test
    void aDepositThatFailsIsNotBelievedAndTriedAgainLater() {
        settle();
        serve(500_000_000);
        clock.advance(Duration.ofHours(25));
        proxyDoes(SignedPayment.Kind.CLIENT_CHARGE, 500_000_000);
        chain.refuseAll = true;
        settle();
        assertThat(chain.executed).endsWith("failed CLIENT_TOP_UP");
        assertThat(account.status().problem()).contains("top up was not executed");
        assertThat(account.status().depositedTotal()).isEqualTo(NanoTon.ofTon(15));
        chain.refuseAll = false;
        settle();
        assertThat(balance()).isEqualTo(NanoTon.ofTon(5));
        assertThat(account.status().explain()).anyMatch(line -> line.contains("before the next attempt"));
        clock.advance(Duration.ofMinutes(2));
        settle();
        assertThat(balance()).isEqualTo(NanoTon.ofTon(20));
    }

    @Test
    void pushesTheChargeWhenHalfTheStakeIsUsed() {
        settle();
        serve(400_000_000);
        account.counters(
                AccountFixture.charge(account.terms(), 350_000_000),
                TokenCount.of(400_000_000),
                TokenCount.of(400_000_000));
        settle();
        assertThat(chain.executed).contains("CLIENT_CHARGE");
        assertThat(chain.storage(account.terms().address()).tokensUsed()).isEqualTo(350_000_000);
    }

    private void serve(long tokens) {
        account.exposure()
                .begin(dev.cocoonsdk.core.Hash256.ZERO, TokenCount.of(tokens))
                .completed(TokenCount.of(tokens));
    }

    @Test
    void closesAndForgetsAfterTheGrant() {
        settle();
        account.requestClosing();
        settle();
        assertThat(chain.storage(account.terms().address()).state()).isEqualTo(ContractState.CLOSING);
        assertThat(account.isUsable()).isFalse();
        assertThat(account.status().explain().get(0)).startsWith("15 TON locked until 2026-11-24 12:00:00 UTC");
        serve(1000);
        proxyDoes(SignedPayment.Kind.CLIENT_REFUND_GRANT, 1000);
        settle();
        assertThat(account.isOver()).isTrue();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void forcesTheRefundOfAVanishedBroker() {
        settle();
        account.requestClosing();
        settle();
        crash();
        settle();
        assertThat(chain.executed).filteredOn("CLIENT_REQUEST_REFUND"::equals).hasSize(1);
        clock.advance(Duration.ofHours(24).plusSeconds(6));
        settle();
        assertThat(chain.executed).filteredOn("CLIENT_REQUEST_REFUND"::equals).hasSize(2);
        assertThat(account.isOver()).isTrue();
    }

    @Test
    void refusesToWithdrawNothing() {
        settle();
        assertThatIllegalStateException()
                .isThrownBy(account::requestWithdrawal)
                .withMessageContaining("expected: more than the stake of 15 TON");
    }

    @Test
    void withdrawsWhatLiesAboveTheStake() {
        settle();
        account.requestTopUp(NanoTon.ofTon(4));
        settle();
        account.requestWithdrawal();
        crash();
        settle();
        assertThat(balance()).isEqualTo(NanoTon.ofTon(15));
    }

    @Test
    void windsUpAfterNewParameters() {
        settle();
        account.outdated(clock.instant());
        settle();
        assertThat(account.isUsable()).isFalse();
        assertThat(chain.storage(account.terms().address()).state()).isEqualTo(ContractState.OPEN);
        crash();
        clock.advance(Duration.ofHours(12));
        settle();
        assertThat(chain.storage(account.terms().address()).state()).isEqualTo(ContractState.CLOSING);
    }

    @Test
    void stopsAndClosesWhenTheBrokerCountsMoreThanItServed() {
        settle();
        serve(1000);
        account.counters(AccountFixture.charge(account.terms(), 1001), TokenCount.of(1001), TokenCount.of(1001));
        assertThat(account.isUsable()).isFalse();
        assertThat(account.status().excess()).isEqualTo(TokenCount.of(1));
        settle();
        assertThat(chain.storage(account.terms().address()).state()).isEqualTo(ContractState.CLOSING);
        assertThat(store.names()).anyMatch(name -> name.startsWith("evidence-"));
        assertThat(account.evidence().string("format")).isEqualTo("cocoon-exposure-1");
    }

    @Test
    void aPlanOfOpeningListsWhatIsReallySent() {
        settle();
        AccountPlan plan = AccountPlan.opening(
                account.terms(), AccountPolicy.standard(), AccountFixture.secretHash(), false, clock.instant());
        assertThat(plan.steps())
                .extracting(AccountPlan.Step::kind)
                .containsExactly(RequestKind.DEPLOY, RequestKind.SET_SECRET, RequestKind.TOP_UP);
        assertThat(plan.walletNeeds()).isEqualTo(NanoTon.parse("18.6059"));
        assertThat(plan.deposited()).isEqualTo(NanoTon.ofTon(15));
        assertThat(plan.explain()).hasSize(4);
    }

    @Test
    void survivesAnApiThatIsDown() {
        chain.down = true;
        tick();
        assertThat(account.status().problem()).contains("down");
        chain.down = false;
        settle();
        assertThat(account.isUsable()).isTrue();
    }

    @Test
    void aHistoryThatIsOlderThanTheStateIsAskedAgainAndNothingIsMissed() {
        tick();
        wallet.sign();
        chain.deliver();
        chain.historyLags = true;
        tick();
        assertThat(account.status().request()).isEqualTo(RequestKind.DEPLOY);
        assertThat(account.status().problem()).contains("transactions: end with 0");
        chain.historyLags = false;
        settle();
        assertThat(chain.executed).containsExactly("deploy", "CLIENT_CHANGE_SECRET_HASH", "CLIENT_TOP_UP");
        assertThat(account.isUsable()).isTrue();
    }

    @Test
    void aContractWhoseStorageIsNotToldIsNotDeployedAgain() {
        settle();
        chain.hidesStorage = true;
        settle();
        assertThat(chain.executed).filteredOn("deploy"::equals).hasSize(1);
        assertThat(account.status().problem()).contains("storage is not told");
        assertThat(account.isUsable()).isFalse();
        chain.hidesStorage = false;
        settle();
        assertThat(account.isUsable()).isTrue();
    }

    @Test
    void aFrozenContractIsNotDeployedAgain() {
        settle();
        chain.status = dev.cocoonsdk.ton.api.AccountState.Status.FROZEN;
        settle();
        assertThat(chain.executed).filteredOn("deploy"::equals).hasSize(1);
        assertThat(account.status().problem()).contains("frozen");
        assertThat(account.isUsable()).isFalse();
    }

    @Test
    void whatOthersSendToTheWalletIsNoProofThatTheRequestWasSent() {
        tick();
        chain.walletGets(
                account.terms().proxy(),
                new CellBuilder().storeRef(account.terms().contract().toCell()).build());
        crash();
        tick();
        clock.advance(ClientAccount.SETTLE.plusSeconds(1));
        settle();
        assertThat(chain.executed).startsWith("deploy");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMessageToTheWalletThatStandsForATreeWithoutEndHoldsNothingUp() {
        tick();
        Cell bomb = new CellBuilder().build();
        for (int i = 0; i < 60; i++) {
            bomb = new CellBuilder()
                    .storeRef(bomb)
                    .storeRef(bomb)
                    .storeRef(bomb)
                    .build();
        }
        chain.walletSends(
                AccountFixture.WALLET, Transfer.message(account.terms().proxy(), NanoTon.of(1), bomb));
        crash();
        tick();
        clock.advance(ClientAccount.SETTLE.plusSeconds(1));
        tick();
        assertThat(wallet.queued()).isOne();
    }

    @Test
    void aTopUpThatNoWalletCanSendIsRefusedAtOnce() {
        settle();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> account.requestTopUp(NanoTon.of(Long.MAX_VALUE)))
                .withMessageContaining("at most 999 TON");
        assertThat(account.status().isUsable()).isTrue();
    }

    @Test
    void aProxyCannotBurnFeesByAskingForRegistrationsForEver() {
        settle();
        chain.executed.clear();
        for (int nonce = 0; nonce < 12; nonce++) {
            account.requestRegistration(nonce);
            settle();
        }
        assertThat(chain.executed).hasSize(10).containsOnly("CLIENT_REGISTER");
        assertThat(account.status().problem()).contains("more than 10 registrations within a day");
        clock.advance(Duration.ofDays(1));
        account.requestRegistration(99);
        settle();
        assertThat(chain.executed).filteredOn("CLIENT_REGISTER"::equals).hasSize(11);
    }
}
