package dev.cocoonsdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.WorkerInfo;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.sealed.ProviderRefusedException;
import dev.cocoonsdk.crypto.sealed.ReceiptArchive;
import dev.cocoonsdk.crypto.sealed.client.VerifiedAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LocalMarketplaceTest {

    @Test
    void answersAsTheScriptSaysAndChargesForIt() {
        try (LocalMarketplace marketplace =
                LocalMarketplace.builder().pricePerToken(NanoTon.of(3)).start()) {
            marketplace.script().answer("Four words it is.");

            ChatResult result = marketplace.client().chat().call("Hi");

            assertThat(result.text()).isEqualTo("Four words it is.");
            assertThat(result.model()).isEqualTo(Answers.MODEL);
            assertThat(result.usage().promptTokens()).isEqualTo(Answers.PROMPT_TOKENS);
            assertThat(result.usage().completionTokens()).isEqualTo(4);
            assertThat(result.usage().cost()).isEqualTo(NanoTon.of(3 * 14));
            assertThat(result.confidentiality()).isEqualTo(Confidentiality.SEALED_TO_PROVIDER);
            VerifiedAnswer proof = VerifiedAnswer.of(result).get(0);
            assertThat(proof.assurance()).isEqualTo(AssuranceLevel.SIMULATED);
            assertThat(proof.receipt().metering().total().value()).isEqualTo(14);
            assertThat(marketplace.clearClient().chat().call("Hi").confidentiality())
                    .isEqualTo(Confidentiality.NONE);
        }
    }

    @Test
    void theNativeClientSealsWithKeysThatAProviderShowsItself() {
        try (LocalMarketplace marketplace = LocalMarketplace.start();
                CocoonClient nativeClient = marketplace.nativeClientBuilder().build()) {
            marketplace.script().answer("Four words it is.");

            ChatResult result = nativeClient.chat().call("Hi");

            assertThat(result.text()).isEqualTo("Four words it is.");
            assertThat(result.confidentiality()).isEqualTo(Confidentiality.SEALED_TO_PROVIDER);
            assertThat(VerifiedAnswer.of(result).get(0).imageHash()).isEqualTo(marketplace.imageHash());
            assertThat(result.usage().cost()).isEqualTo(NanoTon.of(2 * 14));
        }
    }

    @Test
    void aReceiptCanBeKeptAndJudgedAnewOffline() throws CollateralException {
        try (LocalMarketplace marketplace = LocalMarketplace.start()) {
            ChatResult result = marketplace.client().chat().call("Hi");
            ReceiptArchive kept = ReceiptArchive.parse(
                    VerifiedAnswer.of(result).get(0).archive().encoded());

            assertThat(kept.verify(collateral -> TdxPolicy.simulated(
                                            marketplace.platform().rootKey(), collateral)
                                    .build())
                            .imageHash())
                    .isEqualTo(marketplace.imageHash());
            assertThatThrownBy(() -> kept.verify(
                            collateral -> TdxPolicy.builder(collateral).build()))
                    .isInstanceOf(ProviderRefusedException.class);
        }
    }

    @Test
    void streamsWordByWord() {
        try (LocalMarketplace marketplace = LocalMarketplace.start()) {
            marketplace.script().answer("one two three");
            List<String> pieces = new ArrayList<>();

            try (EventStream<ChatEvent, ChatResult> stream = marketplace.client().chat().stream(
                    ChatRequest.builder().user("Count").build())) {
                stream.forEachRemaining(event -> pieces.add(event.text()));
            }

            pieces.removeIf(String::isEmpty);
            assertThat(pieces).containsExactly("one ", "two ", "three");
        }
    }

    @Test
    void leavesNoThreadAndNoFileBehind() {
        LocalMarketplace.start().close();
        Footprint before = Footprint.now();

        try (LocalMarketplace marketplace =
                LocalMarketplace.builder().providers(2).start()) {
            marketplace.client().chat().call("Hi");
            assertThat(before.newThreads()).as("something runs").isNotEmpty();
        }

        assertNoNewThreads(before);
        assertThat(before.newFiles()).isEmpty();
    }

    @Test
    void leavesNoThreadBehindWhenClosedInTheMiddleOfCalls() {
        LocalMarketplace.start().close();
        Footprint before = Footprint.now();
        CompletableFuture<ChatResult> running;

        try (LocalMarketplace marketplace = LocalMarketplace.start()) {
            marketplace.script().hang();
            running = marketplace
                    .client()
                    .chat()
                    .callAsync(ChatRequest.builder().user("Hi").build());
            await().pollInSameThread()
                    .until(() -> !marketplace.script().requests().isEmpty());
        }

        assertThat(running).failsWithin(Duration.ofSeconds(30));
        assertNoNewThreads(before);
    }

    @Test
    void twoHundredCallsNeedNoMoreThreadsAndConnectionsThanTen() {
        try (LocalMarketplace marketplace = LocalMarketplace.start()) {
            // A thread may still be on its way back to the pool when the next call needs one, so more than one must be
            // there.
            marketplace.script().answerSlowly("ok ok", Duration.ofMillis(200));
            callAtOnce(marketplace.client(), 4);
            marketplace.script().answer("ok");
            call(marketplace.client(), 6);
            Footprint warm = Footprint.now();
            long connections = Footprint.sockets();

            call(marketplace.client(), 200);

            assertThat(warm.newThreads()).isEmpty();
            assertThat(Footprint.sockets()).isLessThanOrEqualTo(connections);
            assertThat(marketplace.script().requests()).hasSize(210);
        }
    }

    private static void callAtOnce(CocoonClient client, int times) {
        List<CompletableFuture<ChatResult>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            running.add(client.chat().callAsync(ChatRequest.builder().user("Hi").build()));
        }
        running.forEach(CompletableFuture::join);
    }

    private static void call(CocoonClient client, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(client.chat().call("Hi").text()).isEqualTo("ok");
        }
    }

    @Test
    void showsEveryProviderInTheModelList() {
        try (LocalMarketplace marketplace = LocalMarketplace.builder()
                .providers(3)
                .coefficient(1500)
                .maxActiveRequests(7)
                .start()) {
            ModelInfo model = marketplace.client().models().list().find(Answers.MODEL);

            assertThat(model).isNotNull();
            assertThat(model.workers())
                    .hasSize(3)
                    .allSatisfy(worker -> assertThat(worker).isEqualTo(new WorkerInfo(1500, 0, 7)));
        }
    }

    @Test
    void refusesACallThatTheAccountCannotPay() {
        try (LocalMarketplace marketplace = LocalMarketplace.builder()
                .account(TestAccount.of("poor", NanoTon.of(10)))
                .start()) {
            assertThatThrownBy(() -> marketplace.client().chat().call("Hi"))
                    .isInstanceOf(InsufficientBalanceException.class);
        }
    }

    @Test
    void knowsOnlyTheAccountsItWasGiven() {
        try (LocalMarketplace marketplace = LocalMarketplace.builder()
                        .account(TestAccount.of("known", NanoTon.ofTon(1)))
                        .start();
                CocoonClient stranger = marketplace
                        .clientBuilder()
                        .token(TestAccount.of("stranger", NanoTon.ZERO).token())
                        .build()) {
            assertThat(marketplace.client().chat().call("Hi").text()).isEqualTo("ok");
            assertThatThrownBy(() -> stranger.chat().call("Hi")).isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void refusesACallAboveItsPriceCap() {
        try (LocalMarketplace marketplace = LocalMarketplace.start()) {
            ChatRequest request = ChatRequest.builder().user("Hi").build();
            CallOptions cheap = CallOptions.builder().maxPrice(NanoTon.of(1)).build();

            assertThatThrownBy(() -> marketplace.client().chat().call(request, cheap))
                    .isInstanceOf(PriceTooHighException.class);
            assertThat(marketplace.script().requests()).isEmpty();
        }
    }

    @Test
    void closesTwiceWithoutHarm() {
        LocalMarketplace marketplace = LocalMarketplace.start();

        marketplace.stop();
        marketplace.close();

        assertThatThrownBy(() -> marketplace.client().chat().call("Hi")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void cleansUpWhenAnEngineCannotBeMade() {
        LocalMarketplace.start().close();
        Footprint before = Footprint.now();

        assertThatThrownBy(() -> LocalMarketplace.builder()
                        .engines(() -> {
                            throw new IllegalArgumentException("no such model");
                        })
                        .start())
                .hasMessageContaining("no such model");

        assertNoNewThreads(before);
    }

    private static void assertNoNewThreads(Footprint before) {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(before.newThreads()).isEmpty());
    }
}
