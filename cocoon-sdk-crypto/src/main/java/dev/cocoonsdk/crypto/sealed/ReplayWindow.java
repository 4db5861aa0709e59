package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Remembers requests until they expire ({@code docs/sealed-envelope.md} 9.3). Bounded; it rather refuses than forgets. Thread-safe.
 */
public final class ReplayWindow {

    /** Enough for 300 requests per second that are remembered for {@link RequestOpener#MAX_AGE}; some 50 MiB when full. */
    public static final int DEFAULT_CAPACITY = 300_000;

    /** What became of a request. */
    public enum Outcome {
        /** It is new, and remembered now. */
        FRESH,
        /** It was here before. */
        REPLAYED,
        /** It may have been here before and forgotten: by the latest time that was ever seen, it has expired. */
        EXPIRED,
        /** No room. */
        FULL
    }

    private record Entry(Hash256 request, Instant expiresAt) {}

    private final int capacity;
    private final Set<Hash256> known = new HashSet<>();
    private final PriorityQueue<Entry> byExpiry = new PriorityQueue<>(Comparator.comparing(Entry::expiresAt));
    private Instant latest = Instant.MIN;

    /**
     * A window.
     *
     * @param capacity how many requests at most, 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public ReplayWindow(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
        }
        this.capacity = capacity;
    }

    /**
     * Enters a request that has been verified. A clock that goes back does not bring back what was forgotten.
     *
     * @param request the hash that names it
     */
    public synchronized Outcome enter(Hash256 request, Instant expiresAt, Instant now) {
        if (now.isAfter(latest)) {
            latest = now;
        }
        forgetExpired();
        if (!expiresAt.isAfter(latest)) {
            return Outcome.EXPIRED;
        }
        if (known.contains(request)) {
            return Outcome.REPLAYED;
        }
        if (known.size() >= capacity) {
            return Outcome.FULL;
        }
        known.add(request);
        byExpiry.add(new Entry(request, expiresAt));
        return Outcome.FRESH;
    }

    /** How many requests are remembered. */
    public synchronized int size() {
        return known.size();
    }

    private void forgetExpired() {
        for (Entry first = byExpiry.peek();
                first != null && !first.expiresAt().isAfter(latest);
                first = byExpiry.peek()) {
            known.remove(first.request());
            byExpiry.poll();
        }
    }
}
