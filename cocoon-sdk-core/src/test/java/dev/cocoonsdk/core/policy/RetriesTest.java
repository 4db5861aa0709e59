package dev.cocoonsdk.core.policy;

import static dev.cocoonsdk.core.support.TestClients.PAUSE;
import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.RateLimitedException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.HttpTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is repeated and what is not. The time is moved by hand. */
class RetriesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ManualScheduler scheduler = new ManualScheduler();

    private static void stream(RawServer.Conversation c) throws Exception {
        c.beginStream();
        c.send(Answers.stream());
    }

    /** Answers a request for the model list, which says that idempotency keys are honoured. */
    private static boolean announcesKeys(RawServer.Conversation c) throws Exception {
        boolean list = c.head().startsWith("GET /v1/models");
        if (list) {
            c.answer(200, "application/json", "{\"data\":[],\"cocoon\":{\"idempotency_keys\":true}}");
        }
        return list;
    }

    /** Breaks the connection after the request was read, without any answer. */
    private static void breakOff(RawServer.Conversation c) {
        c.closeAfterwards();
    }

    private ChatResult afterPause(CompletableFuture<ChatResult> call, Duration pause) throws Exception {
        scheduler.awaitWaiting(pause);
        scheduler.advance(pause);
        return call.get(60, TimeUnit.SECONDS);
    }

    private static CocoonException failureOf(CompletableFuture<ChatResult> call) {
        await().atMost(LONG).until(call::isDone);
        return (CocoonException) call.handle((value, error) -> error).join();
    }

    private static URI refusingServer() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgainAsOftenAsThePolicySays() throws Exception {
        try (CocoonClient client = TestClients.timed(refusingServer(), scheduler)) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);

            CocoonException error = failureOf(call);

            assertThat(error).isInstanceOf(TransportException.class).hasMessageContaining("could not connect");
            assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
            assertThat(error.getSuppressed()).hasSize(2);
        }
    }

    @Test
    void anExplicitRefusalIsTriedAgain() throws Exception {
        String refusal =
                "{\"error\":{\"message\":\"all providers are busy\",\"code\":\"no_capacity\",\"not_accepted\":true}}";
        try (RawServer server = RawServer.serving(c -> {
                    if (c.number() == 1) {
                        c.answer(503, "application/json", refusal);
                    } else {
                        stream(c);
                    }
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            ChatResult result = afterPause(client.chat().callAsync(QUESTION), PAUSE);

            assertThat(result.text()).isEqualTo("Hello world");
            assertThat(result.attempts()).isEqualTo(2);
            assertThat(result.timings().total()).isEqualTo(PAUSE);
        }
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    if (c.number() == 1) {
                        c.answer(429, "", "", "Retry-After: 42");
                    } else {
                        stream(c);
                    }
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            ChatResult result = afterPause(client.chat().callAsync(QUESTION), Duration.ofSeconds(42));

            assertThat(result.attempts()).isEqualTo(2);
        }
    }

    @Test
    void aRetryAfterBeyondTheLimitEndsTheCallAtOnce() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(429, "", "", "Retry-After: 3600"));
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            CocoonException error = failureOf(client.chat().callAsync(QUESTION));

            assertThat(error)
                    .isInstanceOfSatisfying(
                            RateLimitedException.class,
                            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofHours(1)));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void anImmediateRetryAfterOnA503IsNotFollowedBelowThePolicy() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(503, "", "", "Retry-After: 0"));
                CocoonClient client = TestClients.plain(server.uri())) {
            assertThatThrownBy(() -> client.models().list()).isInstanceOf(CocoonException.class);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestWasSentIsNotTriedAgain() throws Exception {
        try (RawServer server = RawServer.serving(RetriesTest::breakOff);
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            CocoonException error = failureOf(client.chat().callAsync(QUESTION));

            assertThat(error).isInstanceOf(TransportException.class);
            assertThat(error.acceptance()).isEqualTo(Acceptance.UNKNOWN);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void anIdempotencyKeyAllowsTheRepeatAndTravelsWithEachAttempt() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        CallOptions options = CallOptions.builder().idempotencyKey("order-66").build();
        try (RawServer server = RawServer.serving(c -> {
                    if (announcesKeys(c)) {
                        return;
                    }
                    heads.add(c.head());
                    if (heads.size() == 1) {
                        breakOff(c);
                    } else {
                        stream(c);
                    }
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            ChatResult result = afterPause(client.chat().callAsync(QUESTION, options), PAUSE);

            assertThat(result.attempts()).isEqualTo(2);
            assertThat(heads).hasSize(2).allMatch(head -> head.contains("Idempotency-Key: order-66\r\n"));
        }
    }

    @Test
    void aKeyAllowsNoRepeatWhereTheServerDoesNotSayThatItHonoursKeys() throws Exception {
        CallOptions options = CallOptions.builder().idempotencyKey("k").build();
        for (String list : List.of("", "{\"data\":[]}", "{\"data\":[],\"cocoon\":{\"idempotency_keys\":false}}")) {
            List<String> heads = new CopyOnWriteArrayList<>();
            try (RawServer server = RawServer.serving(c -> {
                        heads.add(c.head());
                        if (c.head().startsWith("GET")) {
                            c.answer(list.isEmpty() ? 404 : 200, "application/json", list);
                        } else {
                            breakOff(c);
                        }
                    });
                    CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
                assertThat(failureOf(client.chat().callAsync(QUESTION, options)))
                        .isInstanceOf(TransportException.class);
                assertThat(heads).hasSize(2);
            }
        }
    }

    @Test
    void aServerOfTheOpenAiDialectIsNotBelievedToHonourKeys() throws Exception {
        CallOptions options = CallOptions.builder().idempotencyKey("k").build();
        try (RawServer server = RawServer.serving(c -> {
                    if (!announcesKeys(c)) {
                        breakOff(c);
                    }
                });
                CocoonClient client = CocoonClient.builder()
                        .transport(HttpTransport.builder()
                                .baseUrl(server.uri())
                                .dialect(Dialect.OPENAI)
                                .build())
                        .defaultModel(ModelId.of("m"))
                        .scheduler(scheduler)
                        .retries(TestClients.retries())
                        .build()) {
            assertThat(failureOf(client.chat().callAsync(QUESTION, options))).isInstanceOf(TransportException.class);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void theCallersConsentAllowsTheRepeatWithoutAKey() throws Exception {
        CallOptions options = CallOptions.builder().repeatAtOwnRisk(true).build();
        try (RawServer server = RawServer.serving(c -> {
                    if (c.number() == 1) {
                        breakOff(c);
                    } else {
                        stream(c);
                    }
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            assertThat(afterPause(client.chat().callAsync(QUESTION, options), PAUSE)
                            .attempts())
                    .isEqualTo(2);
        }
    }

    @Test
    void aStreamIsNotRepeatedOnceTheCallerHasSeenAPieceOfIt() throws Exception {
        CallOptions options = CallOptions.builder().idempotencyKey("k").build();
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hello"));
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler);
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION, options)) {
            assertThat(stream.next().text()).isEqualTo("Hello");

            assertThatThrownBy(stream::hasNext)
                    .isInstanceOf(ProviderFailureException.class)
                    .hasMessageContaining("broke off");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aRefusalInTheMiddleOfAStreamIsNotRepeated() throws Exception {
        CallOptions options = CallOptions.builder().repeatAtOwnRisk(true).build();
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hello "));
                    c.send("data: {\"error\":{\"code\":\"rate_limit_exceeded\",\"not_accepted\":true}}\n\n");
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler);
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION, options)) {
            assertThat(stream.next().text()).isEqualTo("Hello ");

            assertThatThrownBy(stream::hasNext).isInstanceOf(RateLimitedException.class);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aCallWhoseAnswerNobodyHasSeenIsRepeatedWithAKeyEvenAfterItBegan() throws Exception {
        CallOptions options = CallOptions.builder().idempotencyKey("k").build();
        try (RawServer server = RawServer.serving(c -> {
                    if (announcesKeys(c)) {
                        return;
                    }
                    c.beginStream();
                    c.send(c.number() == 1 ? Answers.delta("Hel") : Answers.stream());
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            assertThat(afterPause(client.chat().callAsync(QUESTION, options), PAUSE)
                            .text())
                    .isEqualTo("Hello world");
        }
    }

    @Test
    void aWrongRequestIsNeverRepeated() throws Exception {
        CallOptions options =
                CallOptions.builder().idempotencyKey("k").repeatAtOwnRisk(true).build();
        try (RawServer server = RawServer.serving(c -> c.answer(400, "", ""));
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            assertThat(failureOf(client.chat().callAsync(QUESTION, options)))
                    .isInstanceOf(InvalidRequestException.class);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyBudgetStopsRepeats() throws Exception {
        RetryBudget budget = RetryBudget.of(1, 0);
        CallOptions options = CallOptions.builder()
                .retries(TestClients.retries().withBudget(budget))
                .build();
        try (RawServer server = RawServer.serving(c -> c.answer(429, "", ""));
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION, options);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);

            assertThat(failureOf(call)).isInstanceOf(RateLimitedException.class);
            assertThat(server.requests()).isEqualTo(2);
            assertThat(budget.left()).isZero();
        }
    }

    @Test
    void oneAttemptMeansOneAttempt() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(429, "", ""));
                CocoonClient client = TestClients.plain(server.uri())) {
            assertThatThrownBy(() -> client.chat().call(QUESTION)).isInstanceOf(RateLimitedException.class);
            assertThat(server.requests()).isEqualTo(1);
        }
    }
}
