package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and forms of what the broker's money notes in the ledger: JSON objects. */
final class Notes {

    /** The contract that the ledger's counters belong to. */
    static final String ACTIVE = "money.active";

    /** The last transaction of the proxy contract that was dealt with. */
    static final String POSITION = "money.position";

    /** States on their way to the chain. */
    static final String PENDING = "money.pending";

    /** That the operator has taken the broker out of the network. */
    static final String DISABLED = "money.disabled";

    /** A message that must not be sent twice. */
    static final String INTENT = "money.intent.";

    static final String CLIENT = "money.client.";
    static final String WORKER = "money.worker.";

    /** Contracts that are being wound up. */
    static final String OLD = "money.old.";

    private Notes() {}

    static Bytes of(JsonObject json) {
        return Bytes.wrap(json.toJsonBytes());
    }

    /**
     * Reads a note.
     *
     * @throws IllegalStateException if it is no JSON object
     */
    static @Nullable JsonObject read(Map<String, Bytes> notes, String name) {
        Bytes content = notes.get(name);
        return content == null ? null : json(name, content);
    }

    /** All notes whose names begin so, by the rest of the name. */
    static Map<String, JsonObject> all(Map<String, Bytes> notes, String prefix) {
        Map<String, JsonObject> found = new LinkedHashMap<>();
        notes.forEach((name, content) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), json(name, content));
            }
        });
        return found;
    }

    private static JsonObject json(String name, Bytes content) {
        try {
            if (JsonValue.parse(content.toByteArray()) instanceof JsonObject object) {
                return object;
            }
        } catch (RuntimeException e) {
            throw new IllegalStateException("the ledger's note " + name + " cannot be read", e);
        }
        throw new IllegalStateException("the ledger's note " + name + " is no JSON object");
    }

    /**
     * A member that must be there.
     *
     * @throws IllegalStateException if it is not
     */
    static <T> T required(@Nullable T member, String name) {
        if (member == null) {
            throw new IllegalStateException("the ledger's note " + name + " lacks a member");
        }
        return member;
    }

    /** Workchain and account, as in names of notes. */
    static String text(TonAddress address) {
        return address.workchain() + "_" + address.account().toHex();
    }

    /** The address of {@link #text}. */
    static TonAddress address(String text) {
        int mark = text.indexOf('_');
        return new TonAddress(Integer.parseInt(text.substring(0, mark)), Hash256.ofHex(text.substring(mark + 1)));
    }

    static JsonObject of(TransactionId id) {
        return JsonValue.object(
                "lt", Long.toUnsignedString(id.lt()), "hash", id.hash().toHex());
    }

    static TransactionId transaction(JsonObject json) {
        return new TransactionId(
                Long.parseUnsignedLong(required(json.string("lt"), POSITION)),
                Hash256.ofHex(required(json.string("hash"), POSITION)));
    }
}
