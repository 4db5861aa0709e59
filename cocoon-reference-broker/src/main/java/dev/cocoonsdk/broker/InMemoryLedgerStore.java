package dev.cocoonsdk.broker;

import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps counters in memory and acknowledges at once: for tests and demonstrations, and with fake TON, where no money is
 * behind them. Thread-safe.
 */
public final class InMemoryLedgerStore implements LedgerStore {

    private record Key(Party party, TonAddress owner) {}

    private final Map<Key, TokenCount> totals = new LinkedHashMap<>();

    /** An empty store. */
    public InMemoryLedgerStore() {}

    @Override
    public synchronized List<Stored> load() {
        return totals.entrySet().stream()
                .map(entry -> new Stored(entry.getKey().party(), entry.getKey().owner(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized CompletionStage<Void> commit(LedgerBatch batch) {
        for (Change change : batch.changes()) {
            totals.put(new Key(change.party(), change.owner()), change.total());
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
