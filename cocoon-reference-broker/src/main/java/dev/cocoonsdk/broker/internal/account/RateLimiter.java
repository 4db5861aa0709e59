package dev.cocoonsdk.broker.internal.account;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One {@link TokenBucket} per key for the most recently used keys. Thread-safe: one lock, held for a map look-up.
 *
 * @param <K> what is limited; needs value equality
 */
public final class RateLimiter<K> {

    private final int perMinute;
    private final int maxKeys;
    private final LongSupplier nanoTime;
    private final Map<K, TokenBucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * @param perMinute events a minute; 0 means without limit
     * @param maxKeys the least recently used keys beyond this are forgotten
     * @param nanoTime monotonic clock in nanoseconds
     */
    public RateLimiter(int perMinute, int maxKeys, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.maxKeys = maxKeys;
        this.nanoTime = nanoTime;
    }

    private TokenBucket bucket(K key, long now) {
        TokenBucket bucket = buckets.computeIfAbsent(key, k -> new TokenBucket(perMinute, now));
        if (buckets.size() > maxKeys) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return bucket;
    }

    /** Counts one event; false if it is one too many. */
    public synchronized boolean take(K key) {
        long now = nanoTime.getAsLong();
        return perMinute == 0 || bucket(key, now).take(now);
    }

    /** How long to wait for the next event; zero if it is allowed now. Counts nothing. */
    public synchronized Duration delay(K key) {
        TokenBucket bucket = perMinute == 0 ? null : buckets.get(key);
        return bucket == null ? Duration.ZERO : Duration.ofNanos(bucket.waitNanos(nanoTime.getAsLong()));
    }

    /** Keys held now. */
    synchronized int size() {
        return buckets.size();
    }
}
