package dev.cocoonsdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.Provider.PayoutOutcome;
import dev.cocoonsdk.provider.ProviderChain;
import dev.cocoonsdk.provider.ProviderStatus.Payout;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.WorkerPolicy;
import dev.cocoonsdk.ton.state.StateStore;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A provider earns from a broker, and its owner is paid on the chain. */
class ProviderOnChainTest {

    private static final ModelId MODEL = ModelId.of("earner");
    private static final TonAddress OWNER = MarketplaceConfig.address("earner's owner");
    private static final Ed25519Key WALLET_KEY = MarketplaceConfig.key("earner wallet key");
    private static final NanoTon PRICE = NanoTon.of(100_000);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final StateStore store = StateStore.inMemory();

    private Provider provider(LocalMarketplace marketplace, InetSocketAddress broker, StateStore remembered) {
        LocalChain chain = marketplace.chain();
        WorkerPolicy eager =
                new WorkerPolicy(NanoTon.of(1_000_000), NanoTon.of(1_000_000), NanoTon.ZERO, Duration.ofSeconds(600));
        return Provider.builder(new Provider.Network(chain.root(), chain.config(), true, true), OWNER)
                .broker(broker)
                .serve(ScriptedEngine.builder(MODEL)
                        .script(Script.chat(MODEL, List.of("Hello!"), 20, 50))
                        .build())
                .chain(ProviderChain.of(chain.devnet().api(), remembered, WALLET_KEY)
                        .withWalletCode(DevnetContracts.wallet())
                        .withClock(chain.devnet().clock())
                        .withPolicy(eager)
                        .withPoll(Duration.ofMillis(50)))
                .start();
    }

    private static Payout payout(Provider provider) {
        return provider.status().payouts().get(0);
    }

    @Test
    void anOwnerIsPaidAndNoBrokerThatForgotIsServed() throws Exception {
        try (LocalMarketplace marketplace =
                LocalMarketplace.builder().chain().pricePerToken(PRICE).start()) {
            LocalChain chain = marketplace.chain();
            InetSocketAddress broker = marketplace.broker().workerAddress();
            try (Provider provider = provider(marketplace, broker, store)) {
                chain.devnet().fund(provider.status().wallet().address(), NanoTon.ofTon(10));
                provider.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(provider.requestPayout(chain.contracts().proxy())).isEqualTo(PayoutOutcome.NOTHING_TO_PAY);

                marketplace
                        .clearClient()
                        .chat()
                        .call(ChatRequest.builder().model(MODEL).user("Hi").build());
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> payout(provider).collected().value() == 70);

                NanoTon earned = chain.devnet().account(OWNER).balance();
                assertThat(earned).isBetween(NanoTon.of(3_400_000), NanoTon.of(3_500_000));
                assertThat(payout(provider).open()).isEqualTo(NanoTon.ZERO);
            }
            try (Provider restarted = provider(marketplace, broker, store)) {
                restarted.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(payout(restarted).signed().value()).isEqualTo(70);
            }
            aBrokerThatForgot(marketplace);
        }
    }

    private void aBrokerThatForgot(LocalMarketplace marketplace) throws Exception {
        LocalChain chain = marketplace.chain();
        var additions = JsonValue.object("api_port", 0, "admin_port", -1);
        try (Broker forgetful = Broker.builder(BrokerConfig.parse(MarketplaceConfig.broker(chain.root(), additions))
                        .withFakeTon(chain.config()))
                .start()) {
            try (Provider remembering = provider(marketplace, forgetful.workerAddress(), store);
                    Provider fresh = provider(marketplace, forgetful.workerAddress(), StateStore.inMemory())) {
                fresh.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> !remembering.status().payouts().isEmpty());
                assertThat(remembering.ready()).isNotDone();
                assertThat(payout(remembering).signed().value()).isEqualTo(70);
            }
        }
    }
}
