package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.Bytes;
import java.util.List;
import java.util.Map;

/**
 * Everything that a {@link LedgerStore} holds.
 *
 * @param counters all counters
 * @param notes what the broker noted beside them, by name
 * @param lastStateNumber of the last stored batch, 0 if there was none; the next batch has the number after it
 */
public record LedgerContent(List<LedgerBatch.Stored> counters, Map<String, Bytes> notes, long lastStateNumber) {

    /** Nothing stored yet. */
    public static final LedgerContent EMPTY = new LedgerContent(List.of(), Map.of(), 0);

    /** Copies the collections. */
    public LedgerContent {
        counters = List.copyOf(counters);
        notes = Map.copyOf(notes);
    }
}
