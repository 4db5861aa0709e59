package dev.cocoonsdk.core.policy;

import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each deadline on its own, against a server that stalls at the right place. The time is moved by hand. */
class DeadlinesTest {

    private static final Deadlines DEADLINES = new Deadlines(
            Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(300));
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final ManualScheduler scheduler = new ManualScheduler();

    private CocoonClient client(URI server) {
        return TestClients.builder(server)
                .scheduler(scheduler)
                .deadlines(DEADLINES)
                .retries(RetryPolicy.none())
                .build();
    }

    private void expire(CompletableFuture<?> call, Duration limit) {
        scheduler.advance(limit.minus(MOMENT));
        assertThat(call).isNotDone();
        scheduler.advance(MOMENT);
    }

    private static CallTimeoutException timeoutOf(CompletableFuture<?> call) throws Exception {
        try {
            call.get(60, TimeUnit.SECONDS);
            throw new AssertionError("the call succeeded");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(CallTimeoutException.class);
            return (CallTimeoutException) e.getCause();
        }
    }

    @Test
    void theConnectDeadlineEndsAHandshakeThatStalls() throws Exception {
        try (RawServer server = RawServer.serving(c -> {});
                CocoonClient client =
                        client(URI.create("https" + server.uri().toString().substring(4)))) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
            await().atMost(Duration.ofSeconds(60)).until(() -> server.connections() == 1);

            expire(call, DEADLINES.connect());

            CallTimeoutException error = timeoutOf(call);
            assertThat(error.deadline()).isEqualTo(Deadline.CONNECT);
            assertThat(error.limit()).isEqualTo(DEADLINES.connect());
            assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
            assertThat(error).hasMessageContaining("no connection within 10000 ms");
        }
    }

    @Test
    void theFirstTokenDeadlineEndsAServerThatTakesTheRequestAndStalls() throws Exception {
        try (RawServer server = RawServer.serving(RawServer.Conversation::stallUntilClosed);
                CocoonClient client = client(server.uri())) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
            assertThat(server.stalling().await(60, TimeUnit.SECONDS)).isTrue();

            expire(call, DEADLINES.firstToken());

            CallTimeoutException error = timeoutOf(call);
            assertThat(error.deadline()).isEqualTo(Deadline.FIRST_TOKEN);
            assertThat(error.acceptance()).isEqualTo(Acceptance.UNKNOWN);
            assertThat(server.closedByClient().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theFirstTokenDeadlineIsNotHeldOffByCommentsAndEmptyDeltas() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(": still here\n\n" + Answers.delta("") + ": still here\n\n");
                    c.stallUntilClosed();
                });
                CocoonClient client = client(server.uri())) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
            assertThat(server.stalling().await(60, TimeUnit.SECONDS)).isTrue();

            expire(call, DEADLINES.firstToken());

            assertThat(timeoutOf(call).deadline()).isEqualTo(Deadline.FIRST_TOKEN);
        }
    }

    @Test
    void theIdleDeadlineEndsAStreamThatStallsInTheMiddle() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hello"));
                    c.stallUntilClosed();
                });
                CocoonClient client = client(server.uri());
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION)) {
            assertThat(stream.next().text()).isEqualTo("Hello");

            scheduler.advance(DEADLINES.idle());

            assertThatThrownBy(stream::hasNext).isInstanceOfSatisfying(CallTimeoutException.class, error -> {
                assertThat(error.deadline()).isEqualTo(Deadline.IDLE);
                assertThat(error.acceptance()).isEqualTo(Acceptance.ACCEPTED);
            });
            assertThat(server.closedByClient().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void eachPieceOfTheAnswerRenewsTheIdleDeadline() throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hello"));
                    goOn.get(60, TimeUnit.SECONDS);
                    c.send(Answers.delta(" again"));
                    c.stallUntilClosed();
                });
                CocoonClient client = client(server.uri());
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION)) {
            stream.next();
            scheduler.advance(DEADLINES.idle().minus(MOMENT));
            goOn.complete(null);
            assertThat(stream.next().text()).isEqualTo(" again");

            scheduler.advance(DEADLINES.idle().minus(MOMENT));
            assertThat(scheduler.isWaiting(MOMENT)).isTrue();
            scheduler.advance(MOMENT);

            assertThatThrownBy(stream::hasNext).isInstanceOf(CallTimeoutException.class);
        }
    }

    @Test
    void theTotalDeadlineEndsAStreamThatNeverEnds() throws Exception {
        CallOptions options = CallOptions.builder()
                .deadlines(DEADLINES.withTotal(Duration.ofSeconds(20)))
                .build();
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hello"));
                    c.stallUntilClosed();
                });
                CocoonClient client = client(server.uri());
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION, options)) {
            stream.next();

            scheduler.advance(Duration.ofSeconds(20));

            assertThatThrownBy(stream::hasNext).isInstanceOfSatisfying(CallTimeoutException.class, error -> {
                assertThat(error.deadline()).isEqualTo(Deadline.TOTAL);
                assertThat(error.acceptance()).isEqualTo(Acceptance.ACCEPTED);
            });
            assertThat(server.closedByClient().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theTotalDeadlineAlsoRunsWhileARepeatIsAwaited() throws Exception {
        CallOptions options = CallOptions.builder()
                .deadlines(DEADLINES.withTotal(Duration.ofSeconds(8)))
                .retries(TestClients.retries())
                .build();
        try (RawServer server = RawServer.serving(c -> c.answer(429, "", ""));
                CocoonClient client = client(server.uri())) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION, options);
            scheduler.awaitWaiting(TestClients.PAUSE);
            scheduler.advance(TestClients.PAUSE);
            await().atMost(Duration.ofSeconds(60)).until(call::isDone);

            assertThat(server.requests()).isEqualTo(2);
            assertThatThrownBy(call::get).hasMessageContaining("too many calls");
        }
    }

    @Test
    void aFinishedCallLeavesNoTimerBehind() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.stream());
                });
                CocoonClient client = client(server.uri())) {
            client.chat().call(QUESTION);

            assertThat(scheduler.waiting()).isZero();
        }
    }

    @Test
    void theRealClockWorksToo() throws Exception {
        Deadlines quick = DEADLINES.withFirstToken(Duration.ofMillis(200));
        try (RawServer server = RawServer.serving(RawServer.Conversation::stallUntilClosed);
                CocoonClient client = TestClients.builder(server.uri())
                        .deadlines(quick)
                        .retries(RetryPolicy.none())
                        .build()) {
            assertThatThrownBy(() -> client.chat().call(QUESTION))
                    .isInstanceOfSatisfying(
                            CallTimeoutException.class,
                            error -> assertThat(error.deadline()).isEqualTo(Deadline.FIRST_TOKEN));
        }
    }
}
