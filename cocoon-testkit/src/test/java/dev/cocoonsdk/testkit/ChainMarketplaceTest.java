package dev.cocoonsdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
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

            NanoTon charge = chain.charge(tokens);
            NanoTon payout = chain.payout(tokens);
            NanoTon withdrawal = chain.withdraw();

            assertThat(tokens.value()).isPositive();
            assertThat(charge).isEqualTo(PRICE.times(tokens.value()));
            assertThat(payout.plus(withdrawal)).isEqualTo(charge);
            LocalChain.Ledger ledger = chain.ledger();
            NanoTon all = ledger.balances().values().stream().reduce(ledger.fees(), NanoTon::plus);
            assertThat(all).isEqualTo(marketplace.devnet().mintedCoins());
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
