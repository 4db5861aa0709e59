package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;

/**
 * Changes of token counters that belong together: all of them are stored or none.
 *
 * @param stateNumber from 1 after each {@link LedgerStore#load}, grows by one with each batch, not with its repetitions; what a
 *     state confirmed on chain refers to ({@code docs/protocol/payments.md} 7)
 * @param changes at most one per counter
 */
public record LedgerBatch(long stateNumber, List<Change> changes) {

    /** Copies the list. */
    public LedgerBatch {
        changes = List.copyOf(changes);
    }

    /** Whose tokens a counter counts. */
    public enum Party {
        /** Used by a client; the owner is its Cocoon wallet. */
        CLIENT,
        /** Earned by a worker; the owner is the human owner's wallet. */
        WORKER
    }

    /**
     * A counter that moved. Counters never decrease.
     *
     * @param party whose tokens
     * @param owner the counter's owner
     * @param added adjusted tokens added since the last batch, for stores that several brokers share
     * @param total adjusted tokens in all, for stores that one broker has alone
     */
    public record Change(Party party, TonAddress owner, TokenCount added, TokenCount total) {}

    /**
     * A counter as it is stored.
     *
     * @param party whose tokens
     * @param owner the counter's owner
     * @param total adjusted tokens in all
     */
    public record Stored(Party party, TonAddress owner, TokenCount total) {}
}
