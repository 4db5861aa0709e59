package dev.cocoonsdk.network;

import dev.cocoonsdk.crypto.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when the verdict about the peer of a connection holds. A request is only given or taken before that time by the clock; besides,
 * the clock is looked at again and again, so that a connection on which nothing happens ends as well.
 */
final class TrustLimit {

    /** The clock may be set forward at any time. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private static final Duration LOOK_WHEN_OVER = Duration.ofSeconds(1);

    private final LinkContext context;
    private @Nullable Instant until;
    private long nextLook = LinkContext.NEVER;

    TrustLimit(LinkContext context) {
        this.context = context;
    }

    /** Begins; verdicts without an end hold as long as the connection. */
    void judged(Verdict verdict) {
        until = verdict instanceof Verdict.Trusted trusted ? trusted.validUntil() : null;
        lookAgain();
    }

    boolean isOver() {
        Instant end = until;
        return end != null && !context.clock().instant().isBefore(end);
    }

    /** Whether the verdict is over and somebody should look whether the connection can end. */
    boolean isDue() {
        if (context.now() < nextLook) {
            return false;
        }
        lookAgain();
        return isOver();
    }

    private void lookAgain() {
        Instant end = until;
        if (end != null) {
            nextLook = context.after(isOver() ? LOOK_WHEN_OVER : shorter(end));
        }
    }

    private Duration shorter(Instant end) {
        Duration left = Duration.between(context.clock().instant(), end);
        return left.compareTo(LOOK) < 0 ? left : LOOK;
    }

    long nextDeadline() {
        return nextLook;
    }
}
