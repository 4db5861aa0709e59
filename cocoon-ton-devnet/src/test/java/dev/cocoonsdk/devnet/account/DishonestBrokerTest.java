package dev.cocoonsdk.devnet.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.account.AccountPolicy;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.contract.Operation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The broker signs alone (design 4.17): what it can take is what the top-up policy let in. */
class DishonestBrokerTest {

    private static final NanoTon ENOUGH = NanoTon.ofTon(30);
    private static final NanoTon FEES = NanoTon.parse("0.2");

    private static AccountStage stage() throws InterruptedException {
        AccountStage stage = new AccountStage(ENOUGH, AccountPolicy.standard(), UnreliableStore.reliable());
        ClientAccount account = stage.admit();
        stage.until(() -> stage.isQuiet(account));
        return stage;
    }

    @Test
    void aBrokerThatChargesEverythingGetsOneDepositAndNoSecond() throws InterruptedException {
        try (AccountStage stage = stage()) {
            ClientAccount account = stage.account();
            account.exposure().begin(Hash256.ZERO, TokenCount.of(5000)).completed(TokenCount.of(1000));
            stage.proxySends(Kind.CLIENT_CHARGE, account, 10_000_000_000L);
            stage.until(() -> account.status().excess().value() > 0);
            assertThat(account.isUsable()).isFalse();
            stage.until(() -> account.status().state().state() == ContractState.CLOSING);
            for (int day = 0; day < 5; day++) {
                stage.devnet.advance(Duration.ofDays(1));
                stage.accounts.tick().toCompletableFuture().join();
            }
            assertThat(stage.executed(account.terms(), Operation.CLIENT_TOP_UP)).isOne();
            NanoTon lost = AccountStage.FUNDS.minus(stage.coins(stage.walletAddress()));
            assertThat(lost).isLessThan(NanoTon.parse("15.8").plus(FEES));
        }
    }

    @Test
    void aBrokerThatSignsALittleMoreIsNoticedBeforeTheChainSeesIt() throws InterruptedException {
        try (AccountStage stage = stage()) {
            ClientAccount account = stage.account();
            account.exposure().begin(Hash256.ZERO, TokenCount.of(5000)).completed(TokenCount.of(1000));
            SignedPayment honest = stage.sign(Kind.CLIENT_CHARGE, account, 1000);
            account.counters(honest, TokenCount.of(1000), TokenCount.of(1000));
            assertThat(account.isUsable()).isTrue();
            SignedPayment greedy = stage.sign(Kind.CLIENT_CHARGE, account, 1001);
            account.counters(greedy, TokenCount.of(1001), TokenCount.of(1001));
            assertThat(account.isUsable()).isFalse();
            assertEvidence(account.evidence(), greedy);
            stage.until(() -> account.status().state().state() == ContractState.CLOSING);
            stage.devnet.advance(AccountStage.CLIENT_DELAY.plusSeconds(10));
            stage.until(account::isOver);
            NanoTon left = AccountStage.FUNDS.minus(NanoTon.parse("0.8"));
            assertThat(stage.coins(stage.walletAddress())).isBetween(left.minus(FEES), left);
            assertThat(stage.store.names()).anyMatch(name -> name.startsWith("evidence-"));
        }
    }

    private static void assertEvidence(JsonObject evidence, SignedPayment greedy) {
        assertThat(evidence.integer("excess_tokens")).isOne();
        assertThat(evidence.array("signed_charges")).hasSize(2);
        assertThat(evidence.array("calls")).hasSize(1);
        assertThat(evidence.toJson()).contains(java.util.Base64.getEncoder().encodeToString(greedy.toBoc()));
    }

    @Test
    void anExcessIsRememberedAcrossARestart() throws InterruptedException {
        try (AccountStage stage = stage()) {
            ClientAccount account = stage.account();
            account.counters(null, TokenCount.of(1), TokenCount.of(1));
            stage.accounts.tick().toCompletableFuture().join();
            stage.crash();
            ClientAccount reopened = stage.account();
            assertThat(reopened.isUsable()).isFalse();
            stage.until(() -> reopened.status().state() != null
                    && reopened.status().state().state() == ContractState.CLOSING);
        }
    }
}
