package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets questions pass one after the other, evenly spaced, and none while the gateway wants silence. Thread-safe. */
final class RateLimit {

    /** Most questions that wait. */
    static final int MAX_WAITING = 1000;

    /** Longest time in which nobody passes. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Duration spacing;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;

    // Guarded by this.
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private Instant free = Instant.MIN;
    private boolean planned;
    private boolean closed;

    RateLimit(double perSecond, InstantSource clock, ScheduledExecutorService timer) {
        this.spacing = Duration.ofNanos((long) (1e9 / perSecond));
        this.clock = clock;
        this.timer = timer;
    }

    /** Completes when it is this question's turn. */
    CompletionStage<Void> pass() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedStage(closed());
            } else if (waiting.size() >= MAX_WAITING) {
                return CompletableFuture.failedStage(
                        new TonApiException(Reason.RATE_LIMITED, MAX_WAITING + " questions wait already", true, null));
            }
            waiting.add(turn);
        }
        letPass();
        return turn;
    }

    /** Lets nobody pass for a while. */
    synchronized void pause(Duration silence) {
        Instant end = clock.instant().plus(silence.compareTo(LONGEST_PAUSE) < 0 ? silence : LONGEST_PAUSE);
        free = end.isAfter(free) ? end : free;
    }

    private void letPass() {
        List<CompletableFuture<Void>> passing = new ArrayList<>();
        synchronized (this) {
            Instant now = clock.instant();
            if (free.isAfter(now.plus(spacing).plus(LONGEST_PAUSE))) {
                free = now; // The clock was set back.
            }
            while (!waiting.isEmpty() && !now.isBefore(free)) {
                passing.add(waiting.remove());
                free = now.plus(spacing);
            }
            if (!waiting.isEmpty() && !planned) {
                planned = true;
                ScheduledFuture<?> unused =
                        timer.schedule(this::again, Duration.between(now, free).toNanos(), TimeUnit.NANOSECONDS);
            }
        }
        passing.forEach(turn -> turn.complete(null));
    }

    private void again() {
        synchronized (this) {
            planned = false;
        }
        letPass();
    }

    void close() {
        List<CompletableFuture<Void>> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(turn -> turn.completeExceptionally(closed()));
    }

    private static TonApiException closed() {
        return new TonApiException(Reason.UNREACHABLE, "the gateway is closed", false, null);
    }
}
