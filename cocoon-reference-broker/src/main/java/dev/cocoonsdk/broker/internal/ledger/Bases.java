package dev.cocoonsdk.broker.internal.ledger;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Totals of the store at which the counters of the present proxy contract began. The store's totals go on for ever, while every contract
 * counts from zero. Immutable.
 */
public final class Bases {

    /** The note that holds them. */
    public static final String NOTE = "money.base";

    private record Key(Party party, TonAddress owner) {}

    private final Map<Key, Long> totals;

    private Bases(Map<Key, Long> totals) {
        this.totals = totals;
    }

    /**
     * Reads the note; without it, all are zero.
     *
     * @throws IllegalStateException if it is damaged
     */
    public static Bases read(Map<String, Bytes> notes) {
        Map<Key, Long> totals = new HashMap<>();
        Bytes note = notes.get(NOTE);
        try {
            if (note != null && JsonValue.parse(note.toByteArray()) instanceof JsonObject json) {
                for (Party party : Party.values()) {
                    read(json.object(party.name()), party, totals);
                }
            }
        } catch (RuntimeException e) {
            throw new IllegalStateException("the ledger's note " + NOTE + " cannot be read", e);
        }
        return new Bases(totals);
    }

    private static void read(@org.jspecify.annotations.Nullable JsonObject json, Party party, Map<Key, Long> totals) {
        if (json != null) {
            for (String name : json.members().keySet()) {
                Long total = json.integer(name);
                int mark = name.indexOf('_');
                TonAddress owner = new TonAddress(
                        Integer.parseInt(name.substring(0, mark)), Hash256.ofHex(name.substring(mark + 1)));
                totals.put(new Key(party, owner), total == null ? 0 : total);
            }
        }
    }

    /** The base of a counter. */
    public long of(Party party, TonAddress owner) {
        return totals.getOrDefault(new Key(party, owner), 0L);
    }

    /** The note of the given totals. */
    public static Bytes note(Map<TonAddress, Long> clients, Map<TonAddress, Long> workers) {
        return Bytes.wrap(JsonValue.object(Party.CLIENT.name(), json(clients), Party.WORKER.name(), json(workers))
                .toJsonBytes());
    }

    private static JsonObject json(Map<TonAddress, Long> totals) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        totals.forEach((owner, total) ->
                members.put(owner.workchain() + "_" + owner.account().toHex(), JsonValue.of(total)));
        return new JsonObject(members);
    }
}
