package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of token counters and notes that belong together: all of them are stored or none.
 *
 * @param stateNumber the one after {@link LedgerContent#lastStateNumber}, also over restarts; grows by one with each batch, not with
 *     its repetitions
 * @param changes at most one per counter
 * @param notes what the broker must remember beside the counters: replaced under its name, or removed if the value is null
 */
public record LedgerBatch(long stateNumber, List<Change> changes, Map<String, @Nullable Bytes> notes) {

    /** Copies the collections. */
    public LedgerBatch {
        changes = List.copyOf(changes);
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** A batch without notes. */
    public LedgerBatch(long stateNumber, List<Change> changes) {
        this(stateNumber, changes, Map.of());
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
     * @param added adjusted tokens added since the last batch; less than the difference to the stored total if the chain knew of
     *     more tokens than the store
     * @param total adjusted tokens in all: what is stored
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
