package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.BagOfCells;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proxy contract that is to be wound up. How far that is, its accounts on chain say.
 *
 * @param paramsBoc the params cell with all codes that it was made with, a bag of cells in base64
 * @param clients last level of each client, in adjusted tokens
 * @param workers last level of each worker's owner, in adjusted tokens
 * @param position its last transaction that was dealt with; null if that is not known
 * @param pending states that were on their way to it, as {@link StateSaver} notes them; null for none
 */
record OldContract(
        String paramsBoc,
        Map<TonAddress, Long> clients,
        Map<TonAddress, Long> workers,
        @Nullable TransactionId position,
        @Nullable JsonObject pending) {

    /** Copies the maps. */
    OldContract {
        clients = Map.copyOf(clients);
        workers = Map.copyOf(workers);
    }

    ContractParams params() {
        return ContractParams.parse(BagOfCells.parseSingle(Base64.getDecoder().decode(paramsBoc)));
    }

    /** The note that {@link StateSaver#load} reads. */
    Map<String, Bytes> pendingNote() {
        return pending == null ? Map.of() : Map.of(Notes.PENDING, Notes.of(pending));
    }

    JsonObject toJson() {
        JsonObject json = JsonValue.object("params", paramsBoc, "clients", levels(clients), "workers", levels(workers));
        json = position == null ? json : json.with("position", Notes.of(position));
        return pending == null ? json : json.with("pending", pending);
    }

    private static JsonObject levels(Map<TonAddress, Long> levels) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        levels.forEach((address, level) -> members.put(Notes.text(address), JsonValue.of(level)));
        return new JsonObject(members);
    }

    /**
     * Reads a note.
     *
     * @throws IllegalStateException if a member is missing
     */
    static OldContract of(JsonObject json) {
        return new OldContract(
                Notes.required(json.string("params"), Notes.OLD),
                levels(json.object("clients")),
                levels(json.object("workers")),
                position(json.object("position")),
                json.object("pending"));
    }

    private static @Nullable TransactionId position(@Nullable JsonObject json) {
        return json == null ? null : Notes.transaction(json);
    }

    private static Map<TonAddress, Long> levels(@Nullable JsonObject json) {
        Map<TonAddress, Long> levels = new HashMap<>();
        if (json != null) {
            for (String name : json.members().keySet()) {
                levels.put(Notes.address(name), Notes.required(json.integer(name), Notes.OLD));
            }
        }
        return levels;
    }
}
