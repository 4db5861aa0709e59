package dev.cocoonsdk.core.transport;

import static dev.cocoonsdk.core.support.TestClients.PAUSE;
import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Interceptors stand around every attempt. */
class InterceptorTest {

    @Test
    void theySeeEveryAttemptInTheOrderTheyWereAdded() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        List<String> seen = new CopyOnWriteArrayList<>();
        try (RawServer server = RawServer.serving(c -> {
                    seen.add("server " + (c.head().contains("X-Trace: 1") ? "traced" : "bare"));
                    if (c.number() == 1) {
                        c.answer(429, "", "");
                    } else {
                        c.answer(200, "text/event-stream", Answers.stream());
                    }
                });
                CocoonClient client = TestClients.builder(server.uri())
                        .scheduler(scheduler)
                        .retries(TestClients.retries())
                        .interceptor((request, listener, next) -> {
                            seen.add("outer");
                            return next.proceed(request.withHeader(new Header("X-Trace", "1")), listener);
                        })
                        .interceptor((request, listener, next) -> {
                            seen.add("inner");
                            return next.proceed(request, listener);
                        })
                        .build()) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);

            assertThat(call.get(60, TimeUnit.SECONDS).attempts()).isEqualTo(2);
            assertThat(seen).containsExactly("outer", "inner", "server traced", "outer", "inner", "server traced");
        }
    }

    @Test
    void whatTheyThrowFailsTheCall() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(200, "text/event-stream", Answers.stream()));
                CocoonClient refusing = TestClients.builder(server.uri())
                        .interceptor((request, listener, next) -> {
                            throw new AuthenticationException("no token at hand", null);
                        })
                        .build();
                CocoonClient broken = TestClients.builder(server.uri())
                        .interceptor((request, listener, next) -> {
                            throw new IllegalStateException("a bug");
                        })
                        .build()) {
            assertThatThrownBy(() -> refusing.chat().call(QUESTION)).isInstanceOf(AuthenticationException.class);
            assertThatThrownBy(() -> broken.chat().call(QUESTION)).isInstanceOf(IllegalStateException.class);
            assertThat(server.requests()).isZero();
        }
    }
}
