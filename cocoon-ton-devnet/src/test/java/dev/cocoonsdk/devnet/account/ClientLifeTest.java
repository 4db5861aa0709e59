package dev.cocoonsdk.devnet.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.account.AccountPlan;
import dev.cocoonsdk.ton.account.AccountPolicy;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.contract.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of payments.md 8 on a chain that executes every message by the real TVM. */
class ClientLifeTest {

    private static final NanoTon ENOUGH = NanoTon.ofTon(30);
    /** With a grant they go to whom it names for excess coins: the broker. Without one they stay where they are. */
    private static final NanoTon DEPLOYMENT = NanoTon.parse("0.8");

    private static final NanoTon FEES = NanoTon.parse("0.2");

    private static AccountStage stage(NanoTon proxyStake) {
        return new AccountStage(proxyStake, AccountPolicy.standard(), UnreliableStore.reliable());
    }

    private static void serve(ClientAccount account, long tokens) {
        account.exposure().begin(Hash256.ZERO, TokenCount.of(tokens)).completed(TokenCount.of(tokens));
    }

    @Test
    void aWholeLifeCostsWhatWasChargedAndFees() throws InterruptedException {
        try (AccountStage stage = stage(ENOUGH)) {
            AccountPlan plan = stage.accounts.planOpening(stage.contracts, stage.params);
            ClientAccount account = stage.admit();
            account.requestRegistration(77);
            stage.until(() -> stage.isQuiet(account));
            assertThat(stage.storage(account.terms()).balance()).isEqualTo(NanoTon.ofTon(15));
            assertThat(stage.storage(account.terms()).secretHash())
                    .isEqualTo(Hash256.sha256(stage.accounts
                            .secretFor(stage.contracts.proxy())
                            .reveal()
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertPlanned(stage, plan);

            serve(account, 100_000_000);
            stage.proxySends(Kind.CLIENT_CHARGE, account, 100_000_000);
            stage.until(() -> account.status().state().tokensUsed() == 100_000_000);
            assertThat(stage.storage(account.terms()).balance()).isEqualTo(NanoTon.ofTon(13));

            account.requestTopUp(NanoTon.ofTon(10));
            stage.until(() ->
                    stage.isQuiet(account) && account.status().state().balance().equals(NanoTon.ofTon(23)));
            account.requestStake(NanoTon.ofTon(16));
            stage.until(() -> account.status().state().stake().equals(NanoTon.ofTon(16)));
            account.requestWithdrawal();
            stage.until(() -> account.status().state().balance().equals(NanoTon.ofTon(16)));

            account.requestClosing();
            stage.until(() -> account.status().state().state() == ContractState.CLOSING);
            assertThat(account.status().explain().get(0)).startsWith("16 TON locked until 20");
            stage.proxySends(Kind.CLIENT_REFUND_GRANT, account, 100_000_000);
            stage.until(account::isOver);

            NanoTon left = AccountStage.FUNDS.minus(DEPLOYMENT).minus(NanoTon.ofTon(2));
            assertThat(stage.coins(stage.walletAddress())).isBetween(left.minus(FEES), left);
            assertThat(stage.store.names()).noneMatch(name -> name.startsWith("client."));
        }
    }

    private static void assertPlanned(AccountStage stage, AccountPlan plan) {
        NanoTon gone = AccountStage.FUNDS.minus(stage.coins(stage.walletAddress()));
        NanoTon planned = plan.deposited().plus(plan.locked()).plus(plan.expectedCost());
        assertThat(plan.steps()).hasSize(4);
        assertThat(gone).isBetween(planned.minus(NanoTon.parse("0.02")), planned.plus(NanoTon.parse("0.03")));
    }

    @Test
    void theClientPushesTheChargeWhenHalfTheStakeIsUsed() throws InterruptedException {
        try (AccountStage stage = stage(ENOUGH)) {
            ClientAccount account = stage.admit();
            stage.until(() -> stage.isQuiet(account));
            serve(account, 400_000_000);
            account.counters(
                    stage.sign(Kind.CLIENT_CHARGE, account, 390_000_000),
                    TokenCount.of(400_000_000),
                    TokenCount.of(400_000_000));
            stage.until(() -> account.status().state().tokensUsed() == 390_000_000);
            assertThat(stage.executed(account.terms(), Operation.CLIENT_CHARGE)).isOne();
        }
    }

    @Test
    void aVanishedBrokerDoesNotKeepTheDeposit() throws InterruptedException {
        try (AccountStage stage = stage(ENOUGH)) {
            ClientAccount account = stage.admit();
            stage.until(() -> stage.isQuiet(account));
            account.requestClosing();
            stage.until(() -> account.status().state().state() == ContractState.CLOSING);
            stage.devnet.advance(AccountStage.CLIENT_DELAY.plusSeconds(10));
            stage.until(account::isOver);
            NanoTon left = AccountStage.FUNDS.minus(DEPLOYMENT);
            assertThat(stage.coins(stage.walletAddress())).isBetween(left.minus(FEES), left);
        }
    }

    @Test
    void aProxyStakeThatIsTooSmallRefundsOnlyInPart() throws InterruptedException {
        try (AccountStage stage = stage(NanoTon.ofTon(5))) {
            ClientAccount account = stage.admit();
            stage.until(() -> stage.isQuiet(account));
            account.requestClosing();
            stage.until(() -> account.status().state().state() == ContractState.CLOSING);
            stage.devnet.advance(AccountStage.CLIENT_DELAY.plusSeconds(10));
            stage.until(account::isOver);
            NanoTon left = AccountStage.FUNDS.minus(NanoTon.parse("10.8"));
            assertThat(stage.coins(stage.walletAddress())).isBetween(left.minus(FEES), left);
        }
    }

    @Test
    void newParametersWindTheOldContractUpWhileANewOneOpens() throws InterruptedException {
        try (AccountStage stage = new AccountStage(
                ENOUGH,
                AccountPolicy.standard().withDepositLimits(NanoTon.ofTon(40), NanoTon.ofTon(90)),
                UnreliableStore.reliable())) {
            ClientAccount old = stage.admit();
            stage.until(() -> stage.isQuiet(old));
            ContractParams newer = AccountStage.params(2);
            ContractAddresses next = stage.contracts(newer);
            stage.proxyDeploys(next, ENOUGH);
            ClientAccount fresh = stage.accounts.admit(next, newer);
            stage.until(() -> stage.isQuiet(fresh));
            assertThat(old.isUsable()).isFalse();
            stage.crash();
            ClientAccount reopened = stage.account();
            stage.devnet.advance(Duration.ofHours(12));
            stage.until(() -> reopened.status().state() != null
                    && reopened.status().state().state() == ContractState.CLOSING);
            stage.proxySends(Kind.CLIENT_REFUND_GRANT, reopened, 0);
            stage.until(reopened::isOver);
            assertThat(stage.accounts.all())
                    .singleElement()
                    .satisfies(account -> assertThat(account.terms().address())
                            .isEqualTo(fresh.terms().address()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void crashesAtAnyWriteCostNothing(long seed) throws InterruptedException {
        try (AccountStage stage =
                new AccountStage(ENOUGH, AccountPolicy.standard(), UnreliableStore.dyingAtEvery(0.3, seed))) {
            admitWhateverHappens(stage);
            stage.until(() -> stage.isQuiet(stage.account()));
            wish(stage, () -> stage.account().requestClosing());
            stage.until(() -> stage.account().status().state() != null
                    && stage.account().status().state().state() == ContractState.CLOSING);
            assertThat(stage.store.deaths).isPositive();
            ClientAccount account = stage.account();
            assertThat(stage.deployments(account.terms())).isOne();
            for (Operation operation : List.of(
                    Operation.CLIENT_CHANGE_SECRET_HASH, Operation.CLIENT_TOP_UP, Operation.CLIENT_REQUEST_REFUND)) {
                assertThat(stage.executed(account.terms(), operation))
                        .as(operation.name())
                        .isOne();
            }
            stage.proxySends(Kind.CLIENT_REFUND_GRANT, account, 0);
            stage.until(() -> stage.accounts.all().isEmpty());
            NanoTon left = AccountStage.FUNDS.minus(DEPLOYMENT);
            assertThat(stage.coins(stage.walletAddress())).isBetween(left.minus(FEES), left);
        }
    }

    private static void admitWhateverHappens(AccountStage stage) throws InterruptedException {
        wish(stage, stage::admit);
    }

    /** An application that is told of a failure asks again after its restart. */
    private static void wish(AccountStage stage, Runnable wish) throws InterruptedException {
        while (true) {
            try {
                wish.run();
                return;
            } catch (dev.cocoonsdk.ton.state.StateStoreException e) {
                stage.crash();
                stage.until(() -> true);
            }
        }
    }
}
