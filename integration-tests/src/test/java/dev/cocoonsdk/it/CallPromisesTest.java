package dev.cocoonsdk.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.provider.engine.ScriptedEngine.Played;
import dev.cocoonsdk.testkit.LocalMarketplace;
import dev.cocoonsdk.testkit.TestAccount;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller is promised, seen from both ends of a real marketplace: the caller's client and the provider's engine. */
class CallPromisesTest {

    private static final ChatRequest REQUEST =
            ChatRequest.builder().user("How are you?").maxTokens(50).build();

    private LocalMarketplace marketplace;
    private CocoonClient client;

    @BeforeEach
    void start() {
        marketplace = LocalMarketplace.builder()
                .account(TestAccount.of("caller", NanoTon.ofTon(10)))
                .start();
        client = marketplace.client();
    }

    @AfterEach
    void stop() {
        marketplace.stop();
    }

    @Test
    void aCancelBeforeTheFirstTokenReachesTheEngineAndCostsNothing() throws Exception {
        marketplace.script().hang();
        EventStream<ChatEvent, ChatResult> stream = client.chat().stream(REQUEST);
        Played running = onlyRequest();

        stream.cancel();

        assertThatThrownBy(stream::result).isInstanceOf(CallCancelledException.class);
        running.cancelled().get(30, SECONDS);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(account()).contains("\"running_requests\":0"));
        assertThat(account()).contains("\"spent_nanoton\":0");
    }

    @Test
    void aCancelledFutureReachesTheEngine() throws Exception {
        marketplace.script().hang();
        CompletableFuture<ChatResult> future = client.chat().callAsync(REQUEST);
        Played running = onlyRequest();

        future.cancel(true);

        running.cancelled().get(30, SECONDS);
    }

    @Test
    void theFirstTokenDeadlineEndsTheCallAndStopsTheEngine() throws Exception {
        marketplace.script().hang();
        CallOptions options = CallOptions.builder()
                .deadlines(Deadlines.DEFAULT.withFirstToken(Duration.ofMillis(300)))
                .build();

        assertThatThrownBy(() -> client.chat().call(REQUEST, options))
                .isInstanceOfSatisfying(
                        CallTimeoutException.class,
                        e -> assertThat(e.deadline()).isEqualTo(Deadline.FIRST_TOKEN));

        onlyRequest().cancelled().get(30, SECONDS);
    }

    @Test
    void repeatsUnderOneIdempotencyKeyRunAndAreChargedOnce() throws Exception {
        marketplace.script().answer("Fine, thank you.");
        CallOptions options = CallOptions.builder().idempotencyKey("order-4711").build();

        List<CompletableFuture<ChatResult>> repeats = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            repeats.add(client.chat().callAsync(REQUEST, options));
        }
        List<ChatResult> results = new ArrayList<>();
        for (CompletableFuture<ChatResult> repeat : repeats) {
            results.add(repeat.get(60, SECONDS));
        }
        results.add(client.chat().call(REQUEST, options));

        assertThat(results).extracting(ChatResult::text).containsOnly("Fine, thank you.");
        assertThat(marketplace.script().requests()).hasSize(1);
        NanoTon once = results.get(0).usage().cost();
        assertThat(once.value()).isPositive();
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(account()).contains("\"spent_nanoton\":" + once.value()));
    }

    @Test
    void whatTheAnswersSayTheyCostIsWhatTheAccountPays() {
        marketplace.script().answer("One two three.");
        NanoTon sum = NanoTon.ZERO;
        for (int i = 0; i < 20; i++) {
            sum = sum.plus(client.chat().call(REQUEST).usage().cost());
        }

        long expected = sum.value();
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(account()).contains("\"spent_nanoton\":" + expected));
    }

    @Test
    void aFailedAnswerIsFree() {
        marketplace.script().fail("the engine broke");

        assertThatThrownBy(() -> client.chat().call(REQUEST)).isInstanceOf(RuntimeException.class);

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(account()).contains("\"running_requests\":0"));
        assertThat(account()).contains("\"spent_nanoton\":0").contains("\"reserved_tokens\":0");
    }

    private Played onlyRequest() {
        await().atMost(30, SECONDS).until(() -> marketplace.script().requests().size() == 1);
        return marketplace.script().requests().get(0);
    }

    private String account() {
        HttpRequest request = HttpRequest.newBuilder(marketplace.apiUri().resolve("/v1/account"))
                .header("Authorization", "Bearer " + marketplace.token().reveal())
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
