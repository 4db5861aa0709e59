package dev.cocoonsdk.core.policy;

import static dev.cocoonsdk.core.support.TestClients.PAUSE;
import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cancel at any moment ends the call and the connection. */
class CancelTest {

    private static void awaitClosed(RawServer server) throws InterruptedException {
        assertThat(server.closedByClient().await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancellingTheFutureBeforeTheFirstTokenClosesTheConnection() throws Exception {
        try (RawServer server = RawServer.serving(RawServer.Conversation::stallUntilClosed);
                CocoonClient client = TestClients.plain(server.uri())) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
            assertThat(server.stalling().await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(call.cancel(true)).isTrue();

            awaitClosed(server);
            assertThat(call).isCancelled();
        }
    }

    @Test
    void cancellingTheStreamBeforeTheFirstTokenWakesTheReaderAndClosesTheConnection() throws Exception {
        try (RawServer server = RawServer.serving(RawServer.Conversation::stallUntilClosed);
                CocoonClient client = TestClients.plain(server.uri());
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION)) {
            CompletableFuture<Throwable> reader = CompletableFuture.supplyAsync(() -> {
                try {
                    return stream.hasNext() ? new AssertionError("an event came") : null;
                } catch (CallCancelledException e) {
                    return e;
                }
            });
            assertThat(server.stalling().await(60, TimeUnit.SECONDS)).isTrue();

            stream.cancel();

            awaitClosed(server);
            assertThat(reader.get(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            CallCancelledException.class,
                            e -> assertThat(e.acceptance()).isEqualTo(Acceptance.UNKNOWN));
            assertThatThrownBy(stream::result).isInstanceOf(CallCancelledException.class);
        }
    }

    @Test
    void closingTheStreamInTheMiddleClosesTheConnection() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hello"));
                    c.stallUntilClosed();
                });
                CocoonClient client = TestClients.plain(server.uri())) {
            EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION);
            stream.next();

            stream.close();

            awaitClosed(server);
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void closingTheClientCancelsWhatRuns() throws Exception {
        try (RawServer server = RawServer.serving(RawServer.Conversation::stallUntilClosed)) {
            CocoonClient client = TestClients.plain(server.uri());
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
            assertThat(server.stalling().await(60, TimeUnit.SECONDS)).isTrue();

            client.close();

            awaitClosed(server);
            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(CallCancelledException.class);
            assertThatThrownBy(() -> client.chat().call(QUESTION))
                    .isInstanceOfSatisfying(
                            CallCancelledException.class,
                            e -> assertThat(e.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED));
        }
    }

    @Test
    void anInterruptOfTheWaitingThreadCancelsTheCall() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        try (RawServer server = RawServer.serving(RawServer.Conversation::stallUntilClosed);
                CocoonClient client = TestClients.plain(server.uri())) {
            Thread caller = new Thread(() -> {
                try {
                    client.chat().call(QUESTION);
                } catch (CallCancelledException e) {
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                    thrown.set(e);
                }
            });
            caller.start();
            assertThat(server.stalling().await(60, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            awaitClosed(server);
            caller.join(60_000);
            assertThat(thrown.get()).isInstanceOf(CallCancelledException.class);
            assertThat(stillInterrupted.get()).isTrue();
        }
    }

    @Test
    void anErrorInAnInterceptorsListenerEndsTheCallAtOnce() throws Exception {
        Interceptor faulty = (request, listener, chain) -> chain.proceed(request, new TransportListener() {
            @Override
            public void onConnected() {
                listener.onConnected();
            }

            @Override
            public void onHead(ResponseHead head) {
                throw new IllegalStateException("faulty");
            }

            @Override
            public void onBody(ByteBuffer bytes) {
                listener.onBody(bytes);
            }

            @Override
            public void onEnd(@Nullable FinalInfo info) {
                listener.onEnd(info);
            }

            @Override
            public void onFailure(CocoonException error) {
                listener.onFailure(error);
            }
        });
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.stream());
                });
                CocoonClient client =
                        TestClients.builder(server.uri()).interceptor(faulty).build()) {
            assertThatThrownBy(() -> client.chat().callAsync(QUESTION).get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aCancelDuringThePauseBeforeARepeatEndsTheCall() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        try (RawServer server = RawServer.serving(c -> c.answer(429, "", ""));
                CocoonClient client = TestClients.timed(server.uri(), scheduler);
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION)) {
            scheduler.awaitWaiting(PAUSE);

            stream.cancel();

            assertThatThrownBy(stream::hasNext).isInstanceOfSatisfying(CallCancelledException.class, e -> {
                assertThat(e.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
                assertThat(e.getSuppressed()).hasSize(1);
            });
            assertThat(scheduler.waiting()).isZero();
            scheduler.advance(Duration.ofMinutes(10));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aCancelAfterTheEndChangesNothing() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    c.beginStream();
                    c.send(Answers.stream());
                });
                CocoonClient client = TestClients.plain(server.uri())) {
            EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION);
            assertThat(stream.result().text()).isEqualTo("Hello world");

            stream.cancel();

            assertThat(stream.result().text()).isEqualTo("Hello world");
            await().atMost(Duration.ofSeconds(60)).until(() -> server.openConnections() == 0);
        }
    }
}
