package dev.cocoonsdk.ton.state;

import dev.cocoonsdk.core.Bytes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Records in memory. */
final class InMemoryStateStore implements StateStore {
    private final Map<String, Bytes> records = new ConcurrentHashMap<>();

    @Override
    public @Nullable Bytes read(String name) {
        return records.get(StateNames.check(name));
    }

    @Override
    public void write(String name, Bytes content) {
        records.put(StateNames.check(name), content);
    }

    @Override
    public void delete(String name) {
        records.remove(StateNames.check(name));
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(records.keySet());
    }
}
