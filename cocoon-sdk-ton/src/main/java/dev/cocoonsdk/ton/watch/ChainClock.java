package dev.cocoonsdk.ton.watch;

import dev.cocoonsdk.ton.api.TonApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the local clock with the time of the newest masterchain block, for ever: at most 30 s apart is in sync ({@code
 * docs/protocol/payments.md} 4). A node sends nothing before {@link #inSync}: its messages would already have expired, or never would.
 * Thread-safe.
 */
public final class ChainClock implements AutoCloseable {

    /** Largest difference to the newest block. */
    public static final Duration TOLERANCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ChainClock.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration RECHECK = Duration.ofMinutes(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final TonApi api;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Void> inSync = new CompletableFuture<>();

    private volatile SyncState state = SyncState.UNKNOWN;
    private volatile @Nullable Duration skew;
    private volatile boolean closed;
    private volatile @Nullable ScheduledFuture<?> planned;

    /**
     * A clock that asks at once and goes on asking.
     *
     * @param api stays open
     * @param clock the local clock
     * @param timer plans the questions; stays open
     */
    public static ChainClock start(TonApi api, InstantSource clock, ScheduledExecutorService timer) {
        ChainClock chainClock = new ChainClock(api, clock, timer);
        chainClock.plan(Duration.ZERO);
        return chainClock;
    }

    private ChainClock(TonApi api, InstantSource clock, ScheduledExecutorService timer) {
        this.api = api;
        this.clock = clock;
        this.timer = timer;
    }

    /** Completes when the clocks agree for the first time; is cancelled if this is closed before. */
    public CompletionStage<Void> inSync() {
        return inSync.minimalCompletionStage();
    }

    /** What the last comparison gave. */
    public SyncState state() {
        return state;
    }

    /** Local time minus the newest block's time at the last comparison; null before that. Normal are 0 to 10 s. */
    public @Nullable Duration skew() {
        return skew;
    }

    private void plan(Duration delay) {
        if (!closed) {
            planned = timer.schedule(this::compare, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void compare() {
        CompletableFuture<Instant> answer = new CompletableFuture<>();
        ScheduledFuture<?> limit =
                timer.schedule(() -> answer.cancel(false), ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = answer.handle((time, failure) -> {
            limit.cancel(false);
            note(time);
            plan(state == SyncState.IN_SYNC ? RECHECK : RETRY);
            return null;
        });
        try {
            CompletionStage<Instant> unusedAnswer = api.masterchainTime().whenComplete((time, failure) -> {
                if (failure == null) {
                    answer.complete(time);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private void note(@Nullable Instant chainTime) {
        SyncState before = state;
        if (chainTime == null) {
            state = SyncState.UNREACHABLE;
        } else {
            Duration difference = Duration.between(chainTime, clock.instant());
            skew = difference;
            state = difference.abs().compareTo(TOLERANCE) > 0 ? SyncState.OUT_OF_SYNC : SyncState.IN_SYNC;
        }
        if (state != before) {
            report();
        }
        if (state == SyncState.IN_SYNC) {
            inSync.complete(null);
        }
    }

    private void report() {
        if (state == SyncState.OUT_OF_SYNC) {
            LOG.warn("Local clock and newest masterchain block are {} apart (expected: <= {})", skew, TOLERANCE);
        } else if (state == SyncState.UNREACHABLE) {
            LOG.warn("The time of the newest masterchain block cannot be read");
        } else {
            LOG.info("Local clock and newest masterchain block agree, difference {}", skew);
        }
    }

    /** Stops asking. Idempotent. */
    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> waiting = planned;
        if (waiting != null) {
            waiting.cancel(false);
        }
        inSync.cancel(false);
    }
}
