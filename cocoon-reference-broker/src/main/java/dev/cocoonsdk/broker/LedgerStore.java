package dev.cocoonsdk.broker;

import java.util.concurrent.CompletionStage;

/**
 * Where the token counters of one proxy contract survive a crash, and notes about its money beside them. Whatever a peer may see of a
 * counter, it sees only after the store has acknowledged it ({@code docs/ledger.md}), so a broker can never be behind what it told
 * somebody.
 *
 * <p>The broker hands over one batch at a time: the next one comes after the acknowledgement of the last and holds everything
 * that happened meanwhile, which makes group commits without a timer.
 */
public interface LedgerStore extends AutoCloseable {

    /**
     * Everything that is stored; read once before the broker opens its doors. May block.
     *
     * @throws LedgerStoreException if it cannot be read
     */
    LedgerContent load();

    /**
     * Stores a batch. Must not block.
     *
     * @return completes when the batch would survive a crash of the machine, or fails, for example because a counter would decrease or
     *     the state number does not follow the last one; then the broker hands over the identical batch under the same state number
     *     again later and takes no new requests until then. A store that may have stored a batch without saying so recognises the
     *     repetition by its state number and acknowledges it without storing it twice
     */
    CompletionStage<Void> commit(LedgerBatch batch);

    /** Waits for what was handed over and closes. */
    @Override
    void close();
}
