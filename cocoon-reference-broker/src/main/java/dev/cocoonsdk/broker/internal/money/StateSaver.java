package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The states of the ledger that are on their way to the chain ({@code docs/protocol/payments.md} 7). A state is noted before it is sent, so
 * one that arrives without having been noted was sent by somebody else with the same keys, or by this broker before its ledger was set
 * back. Not thread-safe.
 */
final class StateSaver {

    private final Hash256 session;
    private final TreeMap<Long, Entry> pending = new TreeMap<>();
    private long last;
    private boolean ownSeen;

    /** A state that was noted; {@code confirmed} lifts the counters' chain level. */
    private record Entry(Hash256 session, Runnable confirmed) {}

    /** What a saved state on chain means. */
    enum Verdict {
        /** Sent by this process. */
        OWN,
        /** Sent by this broker before its restart. */
        EARLIER,
        /** Not noted here: a second broker with the same keys, or this one's ledger was set back. */
        FOREIGN
    }

    /** @param session random bytes of this process */
    StateSaver(Hash256 session) {
        this.session = session;
    }

    /** As {@link #StateSaver(Hash256)}, with what a former process noted. */
    static StateSaver load(Map<String, Bytes> notes, Hash256 session) {
        StateSaver saver = new StateSaver(session);
        JsonObject json = Notes.read(notes, Notes.PENDING);
        if (json != null) {
            saver.last = Notes.required(json.integer("last"), Notes.PENDING);
            for (JsonValue value : json.array("states")) {
                JsonObject state = (JsonObject) value;
                saver.pending.put(
                        Notes.required(state.integer("n"), Notes.PENDING),
                        new Entry(Hash256.ofHex(Notes.required(state.string("session"), Notes.PENDING)), () -> {}));
            }
        }
        return saver;
    }

    Hash256 session() {
        return session;
    }

    /** Whether a state of this process came back from the chain. */
    boolean isOwnSeen() {
        return ownSeen;
    }

    /** Numbers of states that are not confirmed. */
    List<Long> pending() {
        return new ArrayList<>(pending.keySet());
    }

    /**
     * Notes a state that is to be sent.
     *
     * @param confirmed run when the chain has it
     * @param notes gets what must be stored before it is sent
     * @return its number
     */
    int next(Runnable confirmed, Map<String, @Nullable Bytes> notes) {
        last++;
        pending.put(last, new Entry(session, confirmed));
        notes.put(Notes.PENDING, note());
        return Math.toIntExact(last);
    }

    /**
     * A state came back from the chain: it and all before it are confirmed.
     *
     * @param notes gets what is to be remembered
     */
    Verdict arrived(int seqno, Hash256 of, Map<String, @Nullable Bytes> notes) {
        Entry entry = pending.get((long) seqno);
        if (entry == null || !entry.session.equals(of)) {
            return Verdict.FOREIGN;
        }
        Map<Long, Entry> confirmed = pending.headMap((long) seqno, true);
        confirmed.values().forEach(one -> one.confirmed.run());
        confirmed.clear();
        notes.put(Notes.PENDING, note());
        boolean own = of.equals(session);
        ownSeen |= own;
        return own ? Verdict.OWN : Verdict.EARLIER;
    }

    private Bytes note() {
        List<JsonObject> states = new ArrayList<>();
        pending.forEach((n, entry) -> states.add(JsonValue.object("n", n, "session", entry.session.toHex())));
        return Notes.of(JsonValue.object("last", last).with("states", JsonValue.array(states)));
    }
}
