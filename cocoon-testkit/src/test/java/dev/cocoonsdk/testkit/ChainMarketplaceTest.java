package dev.cocoonsdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountPhase;
import dev.cocoonsdk.ton.account.ClientAccount;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A marketplace whose money is on a chain. */
class ChainMarketplaceTest {

    private static final NanoTon PRICE = NanoTon.of(100_000);

    @Test
    void jobsAreChargedPaidOutAndWithdrawnToTheNanoton() {
        try (LocalMarketplace marketplace =
                LocalMarketplace.builder().chain().pricePerToken(PRICE).start()) {
            LocalChain chain = marketplace.chain();
            marketplace.script().answer("Hello!");
            marketplace.client().chat().call("Hi");
            TokenCount tokens = marketplace.metered();

            Settlement settled = marketplace.settle();
            NanoTon charge = settled.charge();

            assertThat(settled.tokens()).isEqualTo(tokens);
            assertThat(tokens.value()).isPositive();
            assertThat(charge).isEqualTo(PRICE.times(tokens.value()));
            assertThat(settled.payout()).isEqualTo(NanoTon.of(charge.value() / 2));
            assertThat(settled.payout().plus(settled.withdrawal())).isEqualTo(charge);
            LocalChain.Ledger ledger = chain.ledger();
            assertThat(ledger.of(LocalChain.providerOwner())).isEqualTo(settled.payout());
            assertThat(ledger.of(LocalChain.brokerOwner())).isEqualTo(settled.withdrawal());
            NanoTon all = ledger.balances().values().stream().reduce(ledger.fees(), NanoTon::plus);
            assertThat(all).isEqualTo(marketplace.devnet().mintedCoins());
        }
    }

    @Test
    void jobsOfTheNativeClientArePaidFromTheSameDeposit() {
        try (LocalMarketplace marketplace =
                        LocalMarketplace.builder().chain().pricePerToken(PRICE).start();
                CocoonClient client = marketplace.nativeClientBuilder().build()) {
            marketplace.script().answer("Hello!");
            assertThat(client.chat().call("Hi").text()).isEqualTo("Hello!");

            Settlement first = marketplace.settle();
            Settlement nothing = marketplace.settle();

            assertThat(first.charge()).isEqualTo(PRICE.times(first.tokens().value()));
            assertThat(nothing).isEqualTo(new Settlement(first.tokens(), NanoTon.ZERO, NanoTon.ZERO, NanoTon.ZERO));
        }
    }

    @Test
    void aClientForcesItsDepositOutOfTheStakeOfABrokerThatHasVanished() {
        NanoTon deposit = NanoTon.ofTon(8);
        try (LocalMarketplace marketplace =
                LocalMarketplace.builder().chain(deposit).pricePerToken(PRICE).start()) {
            LocalChain chain = marketplace.chain();
            marketplace.script().answer("Hello!");
            marketplace.client().chat().call("Hi");
            NanoTon charge = marketplace.settle().charge();
            ClientAccount account = chain.account();

            marketplace.broker().close();
            account.requestClosing();
            Waiting.until(() -> account.status().phase() == AccountPhase.CLOSING, account::status);
            assertThat(account.status().explain().get(0)).contains("locked until");
            marketplace.devnet().advance(Duration.ofHours(1).plusSeconds(10));
            Waiting.until(account::isOver, account::status);

            NanoTon all = chain.opening().of(chain.clientWallet());
            NanoTon contract = NanoTon.parse("0.8");
            assertThat(chain.ledger().of(chain.clientWallet()))
                    .isBetween(all.minus(charge).minus(contract).minus(NanoTon.parse("0.1")), all.minus(charge));
        }
    }

    @Test
    void timeCanBeMovedAndAccountsFunded() {
        try (LocalMarketplace marketplace = LocalMarketplace.builder().chain().start()) {
            TonAddress somebody = MarketplaceConfig.address("somebody");
            Instant before = marketplace.devnet().clock().instant();

            marketplace.devnet().advance(Duration.ofDays(1));
            marketplace.devnet().fund(somebody, NanoTon.ofTon(1));

            assertThat(marketplace.devnet().clock().instant()).isAfterOrEqualTo(before.plus(Duration.ofDays(1)));
            assertThat(marketplace.devnet().account(somebody).balance()).isEqualTo(NanoTon.ofTon(1));
        }
    }
}
