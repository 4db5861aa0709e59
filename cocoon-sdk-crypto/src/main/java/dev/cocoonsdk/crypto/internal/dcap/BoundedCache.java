package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Hash256;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the last results of checks that do not depend on time. Failures are not remembered. Thread-safe. */
final class BoundedCache<V> {

    /** Work that gives a result or a refusal. */
    @FunctionalInterface
    interface Work<V> {
        V run() throws Refusal;
    }

    private final int limit;
    private final Map<Hash256, V> entries;

    BoundedCache(int limit) {
        this.limit = limit;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash256, V> eldest) {
                return size() > BoundedCache.this.limit;
            }
        };
    }

    V get(Hash256 key, Work<V> work) throws Refusal {
        @Nullable V known;
        synchronized (entries) {
            known = entries.get(key);
        }
        if (known != null) {
            return known;
        }
        V value = work.run();
        synchronized (entries) {
            entries.put(key, value);
        }
        return value;
    }
}
