package dev.cocoonsdk.core.policy;

import java.time.Duration;

/**
 * How often and when a failed call is tried again. By itself the client repeats only what was certainly not accepted ({@link
 * dev.cocoonsdk.core.error.Acceptance#NOT_ACCEPTED}); anything else only with an idempotency key or the caller's consent ({@link
 * dev.cocoonsdk.core.CallOptions}), and a stream never after it has delivered an event.
 *
 * @param maxAttempts attempts in all, at least 1
 * @param backoff the pause before each repeat
 * @param budget shared by all calls with this policy
 * @param maxRetryAfter the longest {@code Retry-After} that is waited for; a longer one ends the call with the server's error
 */
public record RetryPolicy(int maxAttempts, Backoff backoff, RetryBudget budget, Duration maxRetryAfter) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if there is not even one attempt or the limit is negative
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts: " + maxAttempts + " (expected: >= 1)");
        }
        if (maxRetryAfter.isNegative()) {
            throw new IllegalArgumentException("maxRetryAfter: " + maxRetryAfter + " (expected: >= 0)");
        }
    }

    /** One attempt. */
    public static RetryPolicy none() {
        return new RetryPolicy(1, Backoff.fixed(Duration.ZERO), RetryBudget.of(0, 0), Duration.ZERO);
    }

    /** Three attempts, 0.25 s to 8 s of pause with half of it jitter, a fresh budget of ten repeats, Retry-After up to 30 s. */
    public static RetryPolicy standard() {
        Backoff backoff = Backoff.exponential(Duration.ofMillis(250), Duration.ofSeconds(8))
                .withJitter(0.5);
        return new RetryPolicy(3, backoff, RetryBudget.of(10, 0.1), Duration.ofSeconds(30));
    }

    /** A copy with another number of attempts; the budget stays shared. */
    public RetryPolicy withMaxAttempts(int value) {
        return new RetryPolicy(value, backoff, budget, maxRetryAfter);
    }

    /** A copy with other pauses; the budget stays shared. */
    public RetryPolicy withBackoff(Backoff value) {
        return new RetryPolicy(maxAttempts, value, budget, maxRetryAfter);
    }

    /** A copy with another budget. */
    public RetryPolicy withBudget(RetryBudget value) {
        return new RetryPolicy(maxAttempts, backoff, value, maxRetryAfter);
    }

    /** A copy with another limit for {@code Retry-After}. */
    public RetryPolicy withMaxRetryAfter(Duration value) {
        return new RetryPolicy(maxAttempts, backoff, budget, value);
    }
}
