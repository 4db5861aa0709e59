package dev.cocoonsdk.core;

import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** 200 calls that end in every way leave nothing behind. */
class LeakTest {

    private static Set<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cocoon-"))
                .collect(Collectors.toSet());
    }

    private static void endInSomeWay(CocoonClient client, int i) throws Exception {
        switch (i % 5) {
            case 0 -> client.chat().call(QUESTION);
            case 1 -> {
                try (EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION)) {
                    stream.next();
                }
            }
            case 2 -> {
                CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
                call.cancel(true);
            }
            case 3 -> client.chat().callAsync(QUESTION).get();
            default -> {
                try {
                    client.chat().call("Fail, please");
                } catch (CocoonException e) {
                    assertThat(e).hasMessageContaining("too many calls");
                }
            }
        }
    }

    @Test
    void twoHundredCallsLeaveNoThreadAndNoConnection() throws Exception {
        Set<Thread> before = ownThreads();
        try (RawServer server = RawServer.serving(c -> {
            if (c.body().contains("Fail, please")) {
                c.answer(429, "", "");
            } else {
                c.answer(200, "text/event-stream", Answers.stream());
            }
        })) {
            try (CocoonClient client = TestClients.plain(server.uri())) {
                for (int i = 0; i < 200; i++) {
                    endInSomeWay(client, i);
                }
            }
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Set<Thread> after = ownThreads();
                after.removeAll(before);
                assertThat(after).isEmpty();
                assertThat(server.openConnections()).isZero();
            });
        }
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(200, "text/event-stream", Answers.stream()));
                CocoonClient client = TestClients.plain(server.uri())) {
            for (int i = 0; i < 200; i++) {
                client.chat().call(QUESTION);
            }

            assertThat(server.requests()).isEqualTo(200);
            assertThat(server.connections()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aConnectionThatTheServerClosedIsNotUsedAgain() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    c.closeAfterwards();
                    c.answer(200, "text/event-stream", Answers.stream());
                });
                CocoonClient client = TestClients.plain(server.uri())) {
            for (int i = 1; i <= 20; i++) {
                assertThat(client.chat().call(QUESTION).text()).isEqualTo("Hello world");
                await().atMost(Duration.ofSeconds(60)).until(() -> server.openConnections() == 0);
            }

            assertThat(server.connections()).isEqualTo(20);
        }
    }

    @Test
    void allThreadsOfAClientAreDaemons() throws Exception {
        try (RawServer server = RawServer.serving(RawServer.Conversation::stallUntilClosed);
                CocoonClient client = TestClients.plain(server.uri());
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION)) {
            assertThat((Object) stream).isNotNull();
            await().atMost(Duration.ofSeconds(60)).until(() -> server.stalling().getCount() == 0);

            assertThat(ownThreads()).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }
}
