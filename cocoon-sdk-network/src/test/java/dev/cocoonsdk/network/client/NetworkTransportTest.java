package dev.cocoonsdk.network.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ModelUnavailableException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.error.ServerBusyException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.network.ClientReply;
import dev.cocoonsdk.network.ClientRequest;
import dev.cocoonsdk.network.ProxyModel;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Core's calls over the native protocol, against a proxy whose answers are scripted. */
class NetworkTransportTest {

    private static final String ANSWER = """
            {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}
            """;
    private static final String CHUNK = """
            {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"%s"},\
            "finish_reason":%s}]}\
            """;

    private TestProxy proxy;
    private CocoonClient client;

    @BeforeEach
    void open() throws IOException {
        proxy = TestProxy.plain(1);
        client = builder().build();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
    }

    private CocoonNetwork.Builder network() {
        return CocoonNetwork.builder()
                .root(TestRoot.of(1, 1, proxy.address()))
                .rootContract(TestRoot.ADDRESS)
                .wallet(TestRoot.WALLET);
    }

    private CocoonClient.Builder builder() {
        return CocoonClient.builder()
                .network(network())
                .defaultModel("m")
                .deadlines(new Deadlines(
                        Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(90)))
                .retries(RetryPolicy.none());
    }

    private static HttpRequest http(ClientRequest request) {
        return TlReader.parse(request.query(), HttpRequest::read);
    }

    @Test
    void aWholeAnswerComesWithItsCost() {
        proxy.answering((request, reply) -> TestProxy.answer(reply, 200, "application/json", ANSWER));

        ChatResult result = client.chat().call("Hi");

        assertThat(result.text()).isEqualTo("Hello");
        assertThat(result.usage().cost()).isEqualTo(NanoTon.of(14));
        assertThat(result.confidentiality()).isEqualTo(Confidentiality.NONE);
    }

    @Test
    void onlyTheAllowedHeadersTravelAndTheLimitsTravelBesideTheBody() {
        proxy.answering((request, reply) -> TestProxy.answer(reply, 200, "application/json", ANSWER));

        client.chat()
                .call(
                        ChatRequest.of("Hi"),
                        CallOptions.builder().header("X-Trace", "1").build());

        ClientRequest request = proxy.requests().get(0);
        assertThat(request.model()).isEqualTo("m");
        assertThat(request.maxCoefficient()).isEqualTo(4000);
        assertThat(request.maxTokens()).isEqualTo(1000);
        assertThat(request.timeout()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(85_500));
        HttpRequest http = http(request);
        assertThat(http.method() + " " + http.url()).isEqualTo("POST /v1/chat/completions");
        assertThat(http.headers().stream().map(header -> header.name()))
                .containsExactlyInAnyOrder("Accept", "Content-Type", "Content-Length");
        assertThat(http.payload().toUtf8())
                .startsWith("{")
                .doesNotContain("max_coefficient")
                .doesNotContain("timeout");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyFormOfAStreamIsRead(String name, List<String> parts) {
        proxy.answering((request, reply) -> {
            TestProxy.head(reply, 200, "text/event-stream");
            parts.forEach(part -> reply.part(TlBytes.ofUtf8(part)));
            reply.complete(TestProxy.info());
        });

        StringBuilder text = new StringBuilder();
        try (EventStream<ChatEvent, ChatResult> stream = client.chat().stream("Hi")) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.ContentDelta delta) {
                    text.append(delta.delta());
                }
            }
            assertThat(stream.result().text()).isEqualTo("Hello");
            assertThat(stream.result().usage().cost()).isEqualTo(NanoTon.of(14));
        }
        assertThat(text).hasToString("Hello");
    }

    static Stream<Arguments> streams() {
        String one = CHUNK.formatted("Hel", "null");
        String two = CHUNK.formatted("lo", "\"stop\"");
        return Stream.of(
                Arguments.of(
                        "server-sent events",
                        List.of("data: " + one + "\n\n", "data: " + two + "\n\ndata: [DONE]\n\n")),
                Arguments.of(
                        "events cut anywhere",
                        List.of(("data: " + one + "\n\ndata: " + two + "\n\ndata: [DONE]\n\n").split("(?<=e)"))),
                Arguments.of("JSON lines of the reference", List.of(one + "\n" + two, "\n")),
                Arguments.of("one document", List.of(ANSWER)));
    }

    @Test
    void modelsComeFromTheProxyWithPricesOfTheRootConfiguration() {
        proxy.models(
                ProxyModel.of("m", List.of(new ProxyModel.Worker(900, 1, 4), new ProxyModel.Worker(1100, 0, 2))),
                ProxyModel.of("other", List.of()));

        List<ModelInfo> models = client.models().list().models();

        assertThat(models).extracting(ModelInfo::id).containsExactly(ModelId.of("m"), ModelId.of("other"));
        assertThat(models.get(0).workers()).hasSize(2);
        assertThat(models.get(0).pricing().pricePerToken()).isEqualTo(NanoTon.of(2));
        assertThat(models.get(0).pricing().minCoefficient()).isEqualTo(900);
        assertThat(client.models().list().additionalProperties().members()).doesNotContainKey("cocoon");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalOfTheProxyIsTypedAndSurelyDidNothing(int code, String text, Class<? extends CocoonException> type) {
        proxy.answering((request, reply) -> TestProxy.fail(reply, code, text));

        CocoonException error = catchThrowableOfType(type, () -> client.chat().call("Hi"));

        assertThat(error).isNotNull();
        assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
        assertThat(proxy.requests()).hasSize(1);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(602, "client balance is too low: 5 < 1000", InsufficientBalanceException.class),
                Arguments.of(651, "balance is too low", InsufficientBalanceException.class),
                Arguments.of(621, "unknown model m", UnknownModelException.class),
                Arguments.of(651, "no workers for model m", ModelUnavailableException.class),
                Arguments.of(651, "can run this query with coefficient=4500", PriceTooHighException.class),
                Arguments.of(651, "proxy is not participating in this iteration", ServerBusyException.class),
                Arguments.of(602, "active config version is too low", ServerBusyException.class),
                Arguments.of(602, "too many active queries", ServerBusyException.class));
    }

    @Test
    void aWorkerThatQuotesARefusalDidNotRefuse() {
        proxy.answering((request, reply) -> TestProxy.fail(reply, 601, "worker: it said: no ready workers"));

        CocoonException error =
                catchThrowableOfType(CocoonException.class, () -> client.chat().call("Hi"));

        assertThat(error.acceptance()).isEqualTo(Acceptance.UNKNOWN);
    }

    @Test
    void aPriceThatIsTooHighNamesTheOneThatWorks() {
        proxy.answering((request, reply) -> TestProxy.fail(reply, 651, "can run this query with coefficient=4500"));

        PriceTooHighException error = catchThrowableOfType(
                PriceTooHighException.class, () -> client.chat().call("Hi"));

        assertThat(error.workingCoefficient()).isEqualTo(4500);
    }

    @Test
    void aTimeoutOfTheProxyLeavesOpenWhatHappened() {
        proxy.answering((request, reply) -> TestProxy.fail(reply, 652, "timeout in proxy"));

        CallTimeoutException error = catchThrowableOfType(
                CallTimeoutException.class, () -> client.chat().call("Hi"));

        assertThat(error.deadline()).isEqualTo(Deadline.SERVER);
        assertThat(error.acceptance()).isEqualTo(Acceptance.UNKNOWN);
    }

    @Test
    void aFailureAfterTheAnswerBeganIsTheProviders() {
        proxy.answering((request, reply) -> {
            TestProxy.head(reply, 200, "text/event-stream");
            reply.part(TlBytes.ofUtf8("data: " + CHUNK.formatted("Hel", "null") + "\n\n"));
            TestProxy.fail(reply, 601, "worker: the secret prompt");
        });

        ProviderFailureException error = catchThrowableOfType(
                ProviderFailureException.class, () -> client.chat().call("Hi"));

        assertThat(error.code()).isEqualTo(601);
        assertThat(error.acceptance()).isEqualTo(Acceptance.ACCEPTED);
        assertThat(error).hasMessageNotContaining("secret");
    }

    @Test
    void anErrorOfTheModelServerIsPassedThrough() {
        proxy.answering((request, reply) -> TestProxy.answer(
                reply, 400, "application/json", "{\"error\":{\"message\":\"n\",\"type\":\"invalid_request_error\"}}"));

        assertThatThrownBy(() -> client.chat().call("Hi")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aProxyThatDiesMidStreamEndsTheCallAndIsNotAskedAgain() {
        proxy.answering((request, reply) -> {
            TestProxy.head(reply, 200, "text/event-stream");
            reply.part(TlBytes.ofUtf8("data: " + CHUNK.formatted("Hel", "null") + "\n\n"));
        });
        CompletableFuture<ChatResult> call = client.chat().callAsync("Hi");
        await().atMost(Duration.ofSeconds(60)).until(() -> proxy.requests().size() == 1);
        proxy.run(() -> {});
        proxy.dropAll();

        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(TransportException.class)
                .cause()
                .satisfies(error ->
                        assertThat(((CocoonException) error).acceptance()).isNotEqualTo(Acceptance.NOT_ACCEPTED));
        assertThat(proxy.requests()).hasSize(1);
    }

    @Test
    void cancellingTellsTheProxy() {
        proxy.answering((request, reply) -> TestProxy.head(reply, 200, "text/event-stream"));
        CompletableFuture<ChatResult> call = client.chat().callAsync("Hi");
        await().atMost(Duration.ofSeconds(60)).until(() -> proxy.requests().size() == 1);

        call.cancel(true);

        await().atMost(Duration.ofSeconds(60)).until(() -> proxy.cancelled().size() == 1);
    }

    @Test
    void aRequestAboveTheFrameLimitIsRefusedBeforeItIsSent() {
        String large = "x".repeat(17 << 20);

        RequestTooLargeException error = catchThrowableOfType(
                RequestTooLargeException.class, () -> client.chat().call(large));

        assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void aRequestThatMissesTheFrameLimitByItsEnvelopeIsRefusedToo() {
        String large = "x".repeat((1 << 24) - 150);

        assertThatThrownBy(() -> client.chat().call(large)).isInstanceOf(RequestTooLargeException.class);
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void withoutAnyProxyTheCallSaysWhyAndThatNothingWasSent() throws IOException {
        proxy.close();
        try (CocoonClient alone = builder()
                .deadlines(Deadlines.DEFAULT.withConnect(Duration.ofSeconds(2)))
                .build()) {
            TransportException error = catchThrowableOfType(
                    TransportException.class, () -> alone.chat().call("Hi"));

            assertThat(error)
                    .hasMessageContaining("no proxy is ready")
                    .hasMessageContaining("127.0.0.1:" + proxy.address().getPort());
            assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
        }
    }

    @Test
    void aSecretThatTheProxyDoesNotKnowIsAnAuthenticationError() {
        proxy.secret("another");
        try (CocoonClient stranger = builder()
                .network(network().secret(Secret.of("mine")))
                .deadlines(Deadlines.DEFAULT.withConnect(Duration.ofSeconds(5)))
                .build()) {
            assertThatThrownBy(() -> stranger.chat().call("Hi")).isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void closingTheClientEndsRunningCallsAndLeavesNoThread() {
        proxy.answering((request, reply) -> {});
        CompletableFuture<ChatResult> call = client.chat().callAsync("Hi");
        await().atMost(Duration.ofSeconds(60)).until(() -> proxy.requests().size() == 1);

        client.close();

        assertThatThrownBy(call::join).hasCauseInstanceOf(CallCancelledException.class);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("cocoon-network")));
    }

    @Test
    void anExchangeOverASharedNetworkLeavesTheNetworkOpen() {
        proxy.answering((request, reply) -> TestProxy.answer(reply, 200, "application/json", ANSWER));
        try (CocoonNetwork shared = network().open()) {
            CocoonClient first = CocoonClient.builder()
                    .transport(shared.transport())
                    .defaultModel("m")
                    .build();
            assertThat(first.chat().call("Hi").text()).isEqualTo("Hello");
            first.close();

            try (CocoonClient second = CocoonClient.builder()
                    .transport(shared.transport())
                    .defaultModel("m")
                    .build()) {
                assertThat(second.chat().call("Hi").text()).isEqualTo("Hello");
            }
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void repliesToAnUnknownOutcomeAreNotRepeatedEvenUnderAKey() {
        proxy.answering((ClientRequest request, ClientReply reply) -> TestProxy.fail(reply, 601, "worker: it broke"));
        try (CocoonClient keen = builder().retries(RetryPolicy.standard()).build()) {
            CallOptions keyed = CallOptions.builder().idempotencyKey("k").build();

            assertThatThrownBy(() -> keen.chat().call(ChatRequest.of("Hi"), keyed))
                    .isInstanceOf(ProviderFailureException.class);
        }
        assertThat(proxy.requests()).hasSize(1);
    }
}
