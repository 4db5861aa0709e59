package dev.cocoonsdk.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.embeddings.EmbeddingsRequest;
import dev.cocoonsdk.core.embeddings.EmbeddingsResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.provider.engine.ScriptedEngine.Played;
import dev.cocoonsdk.testkit.LocalMarketplace;
import dev.cocoonsdk.testkit.TestAccount;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same calls over HTTP and over the native protocol, against the same broker and provider. */
class TransportContractTest {

    enum Way {
        HTTP,
        NATIVE
    }

    private static final ChatRequest REQUEST =
            ChatRequest.builder().user("How are you?").maxTokens(50).build();

    private LocalMarketplace marketplace;

    @BeforeEach
    void start() {
        marketplace = LocalMarketplace.builder()
                .account(TestAccount.of("caller", NanoTon.ofTon(10)))
                .start();
    }

    @AfterEach
    void stop() {
        marketplace.close();
    }

    private static CocoonClient client(LocalMarketplace marketplace, Way way) {
        return (way == Way.HTTP ? marketplace.clearClientBuilder() : marketplace.clearNativeClientBuilder())
                .retries(RetryPolicy.none())
                .build();
    }

    private <T> T with(Way way, Function<CocoonClient, T> action) {
        try (CocoonClient client = client(marketplace, way)) {
            return action.apply(client);
        }
    }

    private <T> void sameEitherWay(LocalMarketplace where, Function<CocoonClient, T> action) {
        Map<Way, T> results = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            try (CocoonClient client = client(where, way)) {
                results.put(way, action.apply(client));
            }
        }
        assertThat(results.get(Way.NATIVE)).isEqualTo(results.get(Way.HTTP));
    }

    @Test
    void aChatGivesTheSameResultAndCost() {
        marketplace.script().answer("I am well, thank you.");

        sameEitherWay(marketplace, client -> {
            ChatResult result = client.chat().call(REQUEST);
            Usage usage = result.usage();
            assertThat(usage.cost()).isNotNull().isNotEqualTo(NanoTon.ZERO);
            return List.of(result.text(), usage, result.model(), result.confidentiality());
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aStreamComesInPieces(Way way) {
        marketplace.script().answer("I am well, thank you.");
        StringBuilder text = new StringBuilder();
        int[] pieces = {0};

        ChatResult result = with(way, client -> {
            try (EventStream<ChatEvent, ChatResult> stream = client.chat().stream(REQUEST)) {
                stream.forEachRemaining(event -> {
                    if (event instanceof ChatEvent.ContentDelta delta) {
                        text.append(delta.delta());
                        pieces[0]++;
                    }
                });
                return stream.result();
            }
        });

        assertThat(text).hasToString("I am well, thank you.");
        assertThat(pieces[0]).isGreaterThan(1);
        assertThat(result.text()).isEqualTo("I am well, thank you.");
        assertThat(result.confidentiality()).isEqualTo(Confidentiality.NONE);
    }

    @Test
    void theModelListNamesTheSameModelsWorkersAndPrices() {
        sameEitherWay(marketplace, client -> {
            ModelInfo model = client.models().list().models().get(0);
            return List.of(model.id(), model.workers(), model.pricing());
        });
    }

    @Test
    void embeddingsAndSummariesAreTheSame() {
        try (LocalMarketplace embedded = LocalMarketplace.builder().minilm().start()) {
            sameEitherWay(embedded, client -> {
                EmbeddingsResult result =
                        client.embeddings().call(EmbeddingsRequest.of("The river", "burst its banks"));
                return List.of(result.embeddings(), result.usage());
            });
            sameEitherWay(embedded, client -> {
                SummarizeResult result = client.summarize()
                        .call("The river burst its banks. Nobody was hurt. The river fell again. People came to look.");
                return List.of(result.text(), result.usage());
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anUnknownModelIsUnknown(Way way) {
        CocoonException error = failure(
                way,
                UnknownModelException.class,
                client -> client.chat()
                        .call(ChatRequest.builder()
                                .model("nobody/has-it")
                                .user("Hi")
                                .build()));

        assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aFailureOfTheProviderIsTyped(Way way) {
        marketplace.script().fail("the engine is broken");

        ProviderFailureException error = failure(
                way, ProviderFailureException.class, client -> client.chat().call(REQUEST));

        assertThat(error.acceptance()).isNotEqualTo(Acceptance.NOT_ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aRequestThatTheProviderDoesNotTakeIsInvalid(Way way) {
        ChatRequest strange = REQUEST.toBuilder()
                .additionalProperty("web_search_options", dev.cocoonsdk.core.json.JsonValue.of(true))
                .build();

        failure(way, InvalidRequestException.class, client -> client.chat().call(strange));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aBalanceThatIsTooLowIsTyped(Way way) {
        try (LocalMarketplace poor = LocalMarketplace.builder()
                        .account(TestAccount.of("poor", NanoTon.of(10)))
                        .start();
                CocoonClient client = client(poor, way)) {
            InsufficientBalanceException error = catchThrowableOfType(
                    InsufficientBalanceException.class, () -> client.chat().call(REQUEST));

            assertThat(error).isNotNull();
            assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aPriceCapThatIsTooLowNamesOneThatWorks(Way way) {
        marketplace.script().answer("Well.");

        with(way, client -> {
            PriceTooHighException error = catchThrowableOfType(
                    PriceTooHighException.class,
                    () -> client.chat()
                            .call(
                                    REQUEST,
                                    CallOptions.builder()
                                            .maxPrice(NanoTon.of(1))
                                            .build()));
            assertThat(error).isNotNull();
            return client.chat()
                    .call(
                            REQUEST,
                            CallOptions.builder().maxPrice(error.workingPrice()).build());
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aCancelledCallReachesTheEngine(Way way) throws Exception {
        marketplace.script().hang();
        try (CocoonClient client = client(marketplace, way)) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(REQUEST);
            await().atMost(60, SECONDS)
                    .until(() -> !marketplace.script().requests().isEmpty());
            Played running = marketplace.script().requests().get(0);

            call.cancel(true);

            running.cancelled().get(60, SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aDeadlineEndsTheCall(Way way) {
        marketplace.script().hang();

        CallTimeoutException error = failure(
                way,
                CallTimeoutException.class,
                client -> client.chat()
                        .call(
                                REQUEST,
                                CallOptions.builder()
                                        .deadlines(Deadlines.DEFAULT.withFirstToken(Duration.ofSeconds(1)))
                                        .build()));

        assertThat(error.deadline()).isEqualTo(Deadline.FIRST_TOKEN);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatNoFrameHoldsIsTooLarge(Way way) {
        ChatRequest large = ChatRequest.of("x".repeat(17 << 20));

        CocoonException error = failure(
                way, RequestTooLargeException.class, client -> client.chat().call(large));

        assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void closingTheClientEndsWhatRuns(Way way) {
        marketplace.script().hang();
        CocoonClient client = client(marketplace, way);
        CompletableFuture<ChatResult> call = client.chat().callAsync(REQUEST);
        await().atMost(60, SECONDS).until(() -> !marketplace.script().requests().isEmpty());

        client.close();

        assertThatThrownBy(call::join).hasCauseInstanceOf(CallCancelledException.class);
    }

    private <E extends CocoonException> E failure(Way way, Class<E> type, Function<CocoonClient, ?> call) {
        return with(way, client -> {
            E error = catchThrowableOfType(type, () -> call.apply(client));
            assertThat(error).isNotNull();
            return error;
        });
    }
}
