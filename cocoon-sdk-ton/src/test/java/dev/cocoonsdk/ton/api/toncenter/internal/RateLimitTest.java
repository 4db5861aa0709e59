package dev.cocoonsdk.ton.api.toncenter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.ton.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final ManualTimer timer = new ManualTimer(Instant.EPOCH);
    private final RateLimit limit = new RateLimit(2, timer, timer);
    private final List<Duration> passed = new ArrayList<>();

    private void ask(int questions) {
        for (int i = 0; i < questions; i++) {
            CompletionStage<Void> unused =
                    limit.pass().thenRun(() -> passed.add(Duration.between(Instant.EPOCH, timer.instant())));
        }
    }

    @Test
    void questionsPassEvenlySpaced() {
        ask(3);
        timer.advance(Duration.ofSeconds(10));
        ask(1);

        assertThat(passed)
                .containsExactly(Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void nobodyPassesDuringAPause() {
        ask(3);
        limit.pause(Duration.ofSeconds(5));
        timer.advance(Duration.ofSeconds(10));

        assertThat(passed).containsExactly(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMillis(5500));
    }

    @Test
    void onlySoManyQuestionsWait() {
        ask(RateLimit.MAX_WAITING + 1);
        CompletableFuture<Void> tooMany = limit.pass().toCompletableFuture();

        assertThat(tooMany).isCompletedExceptionally();
    }

    @Test
    void closingAnswersThoseWhoWait() {
        ask(1);
        CompletableFuture<Void> waiting = limit.pass().toCompletableFuture();
        limit.close();

        assertThat(waiting).isCompletedExceptionally();
        assertThat(limit.pass().toCompletableFuture()).isCompletedExceptionally();
    }
}
