package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Debug information of the last {@value #SIZE} requests that named a {@code request_guid} ({@code docs/protocol/http-api.md} 2.6); the
 * reference keeps one. Thread-safe.
 */
final class DebugLog {

    private static final int SIZE = 100;

    private final Map<Hash256, JsonObject> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash256, JsonObject> eldest) {
            return size() > SIZE;
        }
    };

    synchronized void put(String guid, JsonObject debug) {
        entries.put(key(guid), debug);
    }

    /** The information, or an empty object. */
    synchronized JsonObject get(String guid) {
        return entries.getOrDefault(key(guid), JsonValue.object());
    }

    private static Hash256 key(String guid) {
        return Hash256.sha256(guid.getBytes(StandardCharsets.UTF_8));
    }
}
