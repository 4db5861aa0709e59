package dev.cocoonsdk.broker.internal.account;

/**
 * Allows a number of events a minute, and as many at once. Not thread-safe; the time is handed in (nanoseconds of a monotonic
 * clock).
 */
final class TokenBucket {

    private static final double NANOS_PER_MINUTE = 60e9;

    private final double capacity;
    private double tokens;
    private long updated;

    TokenBucket(int perMinute, long now) {
        this.capacity = perMinute;
        this.tokens = perMinute;
        this.updated = now;
    }

    private void refill(long now) {
        tokens = Math.min(capacity, tokens + (now - updated) / NANOS_PER_MINUTE * capacity);
        updated = now;
    }

    /** Takes one if there is one. */
    boolean take(long now) {
        refill(now);
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /** Nanoseconds until the next event is allowed; 0 if it is now. */
    long waitNanos(long now) {
        refill(now);
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) * NANOS_PER_MINUTE / capacity);
    }
}
