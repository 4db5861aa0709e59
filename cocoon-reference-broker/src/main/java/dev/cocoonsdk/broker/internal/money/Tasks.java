package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps under way, one for each key. A step is over when its effect was seen on chain, not when the wallet has sent it; one without
 * effect is tried again, each time after twice the pause. Not thread-safe.
 */
final class Tasks {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 20;

    private final Duration retry;
    private final Map<Step.Key, Task> running = new HashMap<>();
    private final Map<Step.Key, Pause> pauses = new HashMap<>();

    /** @param retry when a step without effect counts as failed, and the first pause */
    Tasks(Duration retry) {
        this.retry = retry;
    }

    /** Until when a step is not tried again, after how many failures. */
    private record Pause(Instant until, int failures) {}

    /** One step under way. */
    static final class Task {
        final Step step;
        final TonAddress target;
        final long queryId;

        /** Last transaction of the target before the message, or null while that is not known. */
        @Nullable
        TransactionId before;

        /** When the wallet had sent it, or null. */
        @Nullable
        Instant sent;

        /** The chain is being asked what became of it. */
        boolean examined;

        private Task(Step step, TonAddress target, long queryId) {
            this.step = step;
            this.target = target;
            this.queryId = queryId;
        }
    }

    /**
     * Begins a step.
     *
     * @param target the contract that gets the message
     */
    Task start(Step step, TonAddress target, long queryId) {
        Task task = new Task(step, target, queryId);
        running.put(step.key(), task);
        return task;
    }

    /** Whether a step is under way or waits for its next try. */
    boolean isBusy(Step.Key key, Instant now) {
        Pause pause = pauses.get(key);
        return running.containsKey(key) || (pause != null && now.isBefore(pause.until));
    }

    boolean isRunning(Step.Key key) {
        return running.containsKey(key);
    }

    /** Ends a step whose effect was seen. */
    void done(Task task) {
        if (running.remove(task.step.key(), task)) {
            pauses.remove(task.step.key());
        }
    }

    /**
     * Ends a step without effect.
     *
     * @return when it may be tried again, or null if the task was over
     */
    @Nullable
    Instant failed(Task task, Instant now) {
        Step.Key key = task.step.key();
        if (!running.remove(key, task)) {
            return null;
        }
        Pause last = pauses.get(key);
        int failures = last == null ? 0 : last.failures;
        Duration pause = retry.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        Instant until = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        pauses.put(key, new Pause(until, failures + 1));
        return until;
    }

    /** What was sent long ago and is not yet being examined. */
    List<Task> overdue(Instant now) {
        return running.values().stream()
                .filter(task -> !task.examined && isOverdue(task.sent, now))
                .toList();
    }

    private boolean isOverdue(@Nullable Instant sent, Instant now) {
        return sent != null && !now.isBefore(sent.plus(retry));
    }

    List<Task> all() {
        return List.copyOf(running.values());
    }

    /** Forgets that a step failed. */
    void retryNow(Step.Key key) {
        pauses.remove(key);
    }

    /** Coins that leave the proxy contract by steps under way. */
    NanoTon promised() {
        long sum = 0;
        for (Task task : running.values()) {
            sum = saturated(sum, task.step.paid().value());
        }
        return NanoTon.of(sum);
    }

    private static long saturated(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
