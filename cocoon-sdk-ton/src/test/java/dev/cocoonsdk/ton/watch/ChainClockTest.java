package dev.cocoonsdk.ton.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.ton.ManualTimer;
import dev.cocoonsdk.ton.api.ScriptedTonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChainClockTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final ManualTimer timer = new ManualTimer(START);
    private final ScriptedTonApi chain = new ScriptedTonApi(START);

    private ChainClock start() {
        ChainClock clock = ChainClock.start(chain, timer, timer);
        timer.run();
        return clock;
    }

    @Test
    void aBlockThirtySecondsOldIsInSync() {
        chain.time = START.minusSeconds(30);
        ChainClock clock = start();

        assertThat(clock.state()).isEqualTo(SyncState.IN_SYNC);
        assertThat(clock.skew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(clock.inSync().toCompletableFuture()).isCompleted();
    }

    @Test
    void anOlderBlockAndABlockOfTheFutureAreNot() {
        chain.time = START.minusSeconds(31);
        SyncState behind = start().state();
        chain.time = START.plusSeconds(31);
        SyncState ahead = start().state();

        assertThat(behind).isEqualTo(SyncState.OUT_OF_SYNC);
        assertThat(ahead).isEqualTo(SyncState.OUT_OF_SYNC);
    }

    @Test
    void asksAgainUntilTheClocksAgree() {
        chain.failure = new TonApiException("away", true);
        ChainClock clock = start();
        CompletableFuture<Void> inSync = clock.inSync().toCompletableFuture();
        SyncState first = clock.state();
        chain.failure = null;
        chain.time = START.plusSeconds(100);
        timer.advance(Duration.ofSeconds(5));
        SyncState second = clock.state();
        timer.advance(Duration.ofSeconds(70));

        assertThat(first).isEqualTo(SyncState.UNREACHABLE);
        assertThat(second).isEqualTo(SyncState.OUT_OF_SYNC);
        assertThat(clock.state()).isEqualTo(SyncState.IN_SYNC);
        assertThat(inSync).isCompleted();
    }

    @Test
    void noticesThatTheClocksComeApart() {
        ChainClock clock = start();
        timer.advance(Duration.ofMinutes(2));

        assertThat(clock.state()).isEqualTo(SyncState.OUT_OF_SYNC);
    }

    @Test
    void doesNotWaitForAnAnswerForEver() {
        chain.silent = true;
        ChainClock clock = start();
        timer.advance(Duration.ofSeconds(30));

        assertThat(clock.state()).isEqualTo(SyncState.UNREACHABLE);
    }

    @Test
    void aClosedClockAsksNoMore() {
        ChainClock clock = start();
        clock.close();

        assertThat(timer.planned()).isEmpty();
    }
}
