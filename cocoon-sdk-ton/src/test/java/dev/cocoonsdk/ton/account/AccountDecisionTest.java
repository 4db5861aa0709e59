package dev.cocoonsdk.ton.account;

import static dev.cocoonsdk.ton.account.AccountFixture.START;
import static dev.cocoonsdk.ton.account.AccountFixture.contract;
import static dev.cocoonsdk.ton.account.AccountFixture.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.account.AccountAction.Forget;
import dev.cocoonsdk.ton.account.AccountAction.IncreaseStake;
import dev.cocoonsdk.ton.account.AccountAction.Plain;
import dev.cocoonsdk.ton.account.AccountAction.PushCharge;
import dev.cocoonsdk.ton.account.AccountAction.Reason;
import dev.cocoonsdk.ton.account.AccountAction.Register;
import dev.cocoonsdk.ton.account.AccountAction.Send;
import dev.cocoonsdk.ton.account.AccountAction.SetSecret;
import dev.cocoonsdk.ton.account.AccountAction.TopUp;
import dev.cocoonsdk.ton.account.AccountAction.Wait;
import dev.cocoonsdk.ton.api.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountDecisionTest {

    private static final AccountPolicy POLICY = AccountPolicy.standard();
    private static final Instant UNLOCK = START.plus(Duration.ofHours(24));
    private static final ContractView OPEN = contract(ContractState.OPEN, 15, 0, Instant.EPOCH, true);
    private static final ContractView CLOSING = contract(ContractState.CLOSING, 15, 0, UNLOCK, true);

    private static AccountAction decide(AccountView view) {
        return AccountDecision.decide(view, POLICY, START);
    }

    private static void waits(AccountAction action, Reason reason) {
        assertThat(action)
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.reason()).isEqualTo(reason));
    }

    static Stream<Arguments> table() {
        Map<AccountPhase, Set<RequestKind>> table = Map.of(
                AccountPhase.UNKNOWN,
                EnumSet.noneOf(RequestKind.class),
                AccountPhase.ABSENT,
                EnumSet.of(RequestKind.DEPLOY),
                AccountPhase.OPEN,
                EnumSet.complementOf(EnumSet.of(RequestKind.DEPLOY, RequestKind.FORCE_CLOSE)),
                AccountPhase.CLOSING,
                EnumSet.of(RequestKind.FORCE_CLOSE),
                AccountPhase.CLOSED,
                EnumSet.noneOf(RequestKind.class));
        return table.entrySet().stream()
                .flatMap(row -> Stream.of(RequestKind.values())
                        .map(kind ->
                                Arguments.of(row.getKey(), kind, row.getValue().contains(kind))));
    }

    @ParameterizedTest
    @MethodSource("table")
    void theTableOfThePhasesHolds(AccountPhase phase, RequestKind kind, boolean allowed) {
        assertThat(phase.allows(kind)).isEqualTo(allowed);
    }

    /** Every combination of chain, wishes and circumstances stays within the table. */
    @Test
    void noDecisionLeavesTheTable() {
        List<@Nullable ContractView> contracts = java.util.Arrays.asList(
                null,
                ContractView.ABSENT,
                OPEN,
                contract(ContractState.OPEN, 0, 0, Instant.EPOCH, false),
                contract(ContractState.OPEN, 40, 5, Instant.EPOCH, true),
                CLOSING,
                contract(ContractState.CLOSING, 0, 0, UNLOCK, true),
                contract(ContractState.CLOSED, 0, 0, Instant.EPOCH, true));
        List<Wishes> wishes = List.of(
                Wishes.NONE,
                Wishes.NONE.withClose(),
                Wishes.NONE.withWithdraw().withCharge(),
                Wishes.NONE.withTopUp(NanoTon.ofTon(3)),
                Wishes.NONE.withStake(NanoTon.ofTon(20)),
                Wishes.NONE.withNonce(5L));
        for (ContractView contract : contracts) {
            for (Wishes wish : wishes) {
                for (int flags = 0; flags < 8; flags++) {
                    for (Duration later : List.of(Duration.ZERO, Duration.ofDays(3))) {
                        stays(circumstances(view(contract).withWishes(wish), flags), START.plus(later));
                    }
                }
            }
        }
    }

    private static AccountView circumstances(AccountView view, int flags) {
        SignedPayment charge = AccountFixture.charge(view.terms(), 600_000_000);
        return new AccountView(
                view.terms(),
                view.contract(),
                null,
                view.wishes(),
                view.secretHash(),
                TokenCount.of((flags & 1) == 0 ? 0 : 600_000_000),
                (flags & 1) == 0 ? null : charge,
                (flags & 2) == 0 ? null : START,
                view.walletCoins(),
                NanoTon.ZERO,
                NanoTon.ZERO,
                (flags & 4) != 0,
                null);
    }

    private static void stays(AccountView view, Instant now) {
        if (AccountDecision.decide(view, POLICY, now) instanceof Send send) {
            assertThat(view.phase().allows(send.kind()))
                    .as(view.phase() + " " + send)
                    .isTrue();
        }
    }

    @Test
    void nothingIsSentWhileARequestIsUnderWay() {
        AccountView view = view(ContractView.ABSENT);
        PendingRequest pending =
                new PendingRequest(RequestKind.TOP_UP, 1, NanoTon.ofTon(1), Hash256.ZERO, TransactionId.NONE, START);
        waits(
                decide(new AccountView(
                        view.terms(),
                        view.contract(),
                        pending,
                        view.wishes(),
                        view.secretHash(),
                        view.metered(),
                        null,
                        null,
                        view.walletCoins(),
                        NanoTon.ZERO,
                        NanoTon.ZERO,
                        false,
                        null)),
                Reason.REQUEST_UNDER_WAY);
    }

    @Test
    void deploysAContractThatIsNotThere() {
        assertThat(decide(view(ContractView.ABSENT))).isEqualTo(new Plain(RequestKind.DEPLOY));
    }

    @Test
    void forgetsAContractThatWasNeverNeeded() {
        assertThat(decide(view(ContractView.ABSENT).withWishes(Wishes.NONE.withClose())))
                .isInstanceOf(Forget.class);
    }

    @Test
    void storesTheSecretBeforeItDeposits() {
        assertThat(decide(view(contract(ContractState.OPEN, 0, 0, Instant.EPOCH, false))))
                .isEqualTo(new SetSecret(AccountFixture.secretHash()));
    }

    @Test
    void registersBeforeAnythingElse() {
        AccountView view =
                view(contract(ContractState.OPEN, 0, 0, Instant.EPOCH, false)).withWishes(Wishes.NONE.withNonce(77L));
        assertThat(decide(view)).isEqualTo(new Register(77));
    }

    @Test
    void depositsOneStakeWhenLessThanHalfIsLeft() {
        assertThat(decide(view(contract(ContractState.OPEN, 7, 0, Instant.EPOCH, true))))
                .isEqualTo(new TopUp(NanoTon.ofTon(15)));
        waits(decide(view(contract(ContractState.OPEN, 8, 0, Instant.EPOCH, true))), Reason.NOTHING_TO_DO);
    }

    @Test
    void depositsWholeTokensOnly() {
        NanoTon odd = NanoTon.of(15_000_000_013L);
        assertThat(POLICY.topUpFor(odd, NanoTon.of(20))).isEqualTo(NanoTon.of(15_000_000_000L));
    }

    @Test
    void depositsNoMoreThanThePolicyAllows() {
        AccountView low = view(contract(ContractState.OPEN, 0, 0, Instant.EPOCH, true));
        waits(decide(low.withDeposit(NanoTon.ofTon(6))), Reason.DEPOSIT_LIMIT);
        assertThat(decide(low.withDeposit(NanoTon.ofTon(5)))).isEqualTo(new TopUp(NanoTon.ofTon(15)));
        waits(AccountDecision.decide(low, AccountPolicy.manual(), START), Reason.DEPOSIT_LIMIT);
    }

    @Test
    void aWishedDepositIsMadeWhateverThePolicySays() {
        AccountView view = view(OPEN).withWishes(Wishes.NONE.withTopUp(NanoTon.ofTon(2)));
        assertThat(AccountDecision.decide(view, AccountPolicy.manual(), START)).isEqualTo(new TopUp(NanoTon.ofTon(2)));
    }

    @Test
    void saysHowMuchTheWalletLacks() {
        AccountView view =
                view(contract(ContractState.OPEN, 0, 0, Instant.EPOCH, true)).withWallet(NanoTon.parse("16.5"));
        assertThat(decide(view)).isEqualTo(new Wait(Reason.WALLET_TOO_LOW, null, NanoTon.parse("1.3")));
    }

    @Test
    void pushesTheChargeWhenHalfTheStakeIsUsed() {
        AccountView view = view(OPEN);
        long half = AccountFixture.STAKE.value() / 20 / 2;
        SignedPayment charge = AccountFixture.charge(view.terms(), half);
        assertThat(decide(metered(view, half, charge))).isInstanceOf(Wait.class);
        assertThat(decide(metered(view, half + 1, charge))).isEqualTo(new PushCharge(charge));
        assertThat(decide(metered(view, half + 1, null))).isInstanceOf(Wait.class);
    }

    private static AccountView metered(AccountView view, long tokens, @Nullable SignedPayment charge) {
        return new AccountView(
                view.terms(),
                view.contract(),
                null,
                view.wishes(),
                view.secretHash(),
                TokenCount.of(tokens),
                charge,
                null,
                view.walletCoins(),
                NanoTon.ZERO,
                NanoTon.ZERO,
                false,
                null);
    }

    @Test
    void raisesTheStakeWhenThePolicyOrSomebodyWants() {
        assertThat(AccountDecision.decide(view(OPEN), POLICY.withStake(NanoTon.ofTon(30)), START))
                .isEqualTo(new IncreaseStake(NanoTon.ofTon(30)));
        assertThat(decide(view(OPEN).withWishes(Wishes.NONE.withStake(NanoTon.ofTon(16)))))
                .isEqualTo(new IncreaseStake(NanoTon.ofTon(16)));
        assertThat(AccountDecision.decide(view(OPEN), POLICY.withStake(NanoTon.ofTon(3)), START))
                .isInstanceOf(Wait.class);
    }

    @Test
    void inStateClosingNothingIsSentButCloseIiStrictlyAfterTheUnlockTime() {
        Wishes all = Wishes.NONE
                .withClose()
                .withWithdraw()
                .withTopUp(NanoTon.ofTon(1))
                .withNonce(1L);
        AccountView view = view(CLOSING).withWishes(all);
        waits(decide(view), Reason.LOCKED);
        waits(AccountDecision.decide(view, POLICY, UNLOCK), Reason.LOCKED);
        assertThat(AccountDecision.decide(view, POLICY, UNLOCK.plusSeconds(6)))
                .isEqualTo(new Plain(RequestKind.FORCE_CLOSE));
    }

    @Test
    void doesNotPayForForcingOutNothing() {
        AccountView view = view(contract(ContractState.CLOSING, 0, 0, UNLOCK, true));
        waits(AccountDecision.decide(view, POLICY, UNLOCK.plusSeconds(60)), Reason.NOTHING_LEFT);
    }

    @Test
    void closesOutdatedContractsAfterHalfOfTheDelaysDifference() {
        AccountView view = circumstances(view(OPEN), 2);
        waits(decide(view), Reason.OUTDATED);
        assertThat(AccountDecision.decide(view, POLICY, START.plus(Duration.ofHours(12))))
                .isEqualTo(new Plain(RequestKind.CLOSE));
    }

    @Test
    void closesAtOnceWhenTheBrokerExceeds() {
        assertThat(decide(circumstances(view(OPEN), 4))).isEqualTo(new Plain(RequestKind.CLOSE));
    }

    @Test
    void waitsBeforeItTriesAgainWhatFailed() {
        AccountView low = view(contract(ContractState.OPEN, 0, 0, Instant.EPOCH, true));
        AccountView failed = new AccountView(
                low.terms(),
                low.contract(),
                null,
                low.wishes(),
                low.secretHash(),
                low.metered(),
                null,
                null,
                low.walletCoins(),
                NanoTon.ZERO,
                NanoTon.ZERO,
                false,
                new AccountView.Failure(RequestKind.TOP_UP, 1, START.plusSeconds(60)));
        waits(decide(failed), Reason.FAILED_BEFORE);
        assertThat(AccountDecision.decide(failed, POLICY, START.plusSeconds(60)))
                .isInstanceOf(TopUp.class);
    }
}
