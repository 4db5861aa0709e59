package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import java.util.concurrent.CompletionStage;

/**
 * A store that outlives the broker's iterations.
 *
 * @param store the store, which somebody else closes
 */
record KeptOpen(LedgerStore store) implements LedgerStore {

    @Override
    public LedgerContent load() {
        return store.load();
    }

    @Override
    public CompletionStage<Void> commit(LedgerBatch batch) {
        return store.commit(batch);
    }

    @Override
    public void close() {
        // The next iteration goes on with it.
    }
}
