package dev.cocoonsdk.broker;

import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps counters in memory and acknowledges at once: for tests and demonstrations, and with fake TON, where no money is
 * behind them. Refuses what the other stores refuse. Thread-safe.
 */
public final class InMemoryLedgerStore implements LedgerStore {

    private record Key(Party party, TonAddress owner) {}

    private final Map<Key, TokenCount> totals = new LinkedHashMap<>();
    private final Map<String, Bytes> notes = new LinkedHashMap<>();
    private @Nullable LedgerBatch last;

    /** An empty store. */
    public InMemoryLedgerStore() {}

    @Override
    public synchronized LedgerContent load() {
        return new LedgerContent(
                totals.entrySet().stream()
                        .map(entry -> new Stored(
                                entry.getKey().party(), entry.getKey().owner(), entry.getValue()))
                        .toList(),
                notes,
                lastStateNumber());
    }

    private long lastStateNumber() {
        return last == null ? 0 : last.stateNumber();
    }

    @Override
    public synchronized CompletionStage<Void> commit(LedgerBatch batch) {
        String refused = refusal(batch);
        if (refused != null) {
            return CompletableFuture.failedFuture(new LedgerStoreException(refused, null));
        }
        if (!batch.equals(last)) {
            store(batch);
        }
        return CompletableFuture.completedFuture(null);
    }

    private @Nullable String refusal(LedgerBatch batch) {
        if (batch.equals(last)) {
            return null;
        }
        if (batch.stateNumber() != lastStateNumber() + 1) {
            return "state number " + batch.stateNumber() + " (expected: " + (lastStateNumber() + 1) + ")";
        }
        for (Change change : batch.changes()) {
            TokenCount known = totals.get(new Key(change.party(), change.owner()));
            if (known != null && known.compareTo(change.total()) > 0) {
                return "a counter would decrease from " + known.value() + " to "
                        + change.total().value();
            }
        }
        return null;
    }

    private void store(LedgerBatch batch) {
        for (Change change : batch.changes()) {
            totals.put(new Key(change.party(), change.owner()), change.total());
        }
        batch.notes().forEach((name, content) -> {
            if (content == null) {
                notes.remove(name);
            } else {
                notes.put(name, content);
            }
        });
        last = batch;
    }

    @Override
    public void close() {}
}
