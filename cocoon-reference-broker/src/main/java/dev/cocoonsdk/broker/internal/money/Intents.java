package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.ton.api.TonTransaction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps that would cost twice if their message were sent twice, noted before they are sent until the proxy contract has executed them.
 *
 * @param ledger keeps the notes
 */
record Intents(Ledger ledger) {

    private static final String DEPLOYMENT = "deployment";

    /** Notes a step; it may be sent when this is stored. */
    void note(Step step, long queryId) {
        ledger.note(Notes.INTENT + step.key().kind(), Notes.of(JsonValue.object("query_id", queryId)));
    }

    /** Whether a message of a former process may still be on its way. */
    boolean isPending() {
        return !Notes.all(ledger.notes(), Notes.INTENT).isEmpty();
    }

    /**
     * A message of the own wallet was executed.
     *
     * @param notes gets the removal of what it was noted for
     */
    void executed(TonTransaction transaction, Map<String, @Nullable Bytes> notes) {
        Long query = transaction.queryId();
        Notes.all(ledger.notes(), Notes.INTENT).forEach((kind, json) -> {
            if (kind.equals(DEPLOYMENT) || (query != null && query.equals(json.integer("query_id")))) {
                notes.put(Notes.INTENT + kind, null);
            }
        });
    }
}
