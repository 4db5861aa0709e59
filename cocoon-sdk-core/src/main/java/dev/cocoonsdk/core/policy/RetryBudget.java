package dev.cocoonsdk.core.policy;

/**
 * A token bucket that all calls of a client share, so that repeats cannot multiply the load on a server in trouble: a repeat takes one
 * token, a success gives a part of one back. Thread-safe.
 */
public final class RetryBudget {

    private final double capacity;
    private final double refill;
    private double tokens;

    private RetryBudget(double capacity, double refill) {
        this.capacity = capacity;
        this.refill = refill;
        this.tokens = capacity;
    }

    /**
     * A full bucket.
     *
     * @param capacity repeats in a row without any success, 0 or more
     * @param refill tokens that a success gives back, 0 or more
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public static RetryBudget of(int capacity, double refill) {
        if (capacity < 0 || !(refill >= 0) || Double.isInfinite(refill)) {
            throw new IllegalArgumentException("budget: " + capacity + ", " + refill + " (expected: >= 0)");
        }
        return new RetryBudget(capacity, refill);
    }

    /** Takes the token for one repeat; false if there is none. */
    public synchronized boolean tryTake() {
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Notes a success. */
    public synchronized void onSuccess() {
        tokens = Math.min(capacity, tokens + refill);
    }

    /** The repeats that are left. */
    public synchronized int left() {
        return (int) tokens;
    }

    @Override
    public String toString() {
        return "RetryBudget[" + left() + " left]";
    }
}
