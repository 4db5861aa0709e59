package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.TonAddress;
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
 */
record OldContract(String paramsBoc, Map<TonAddress, Long> clients, Map<TonAddress, Long> workers) {

    /** Copies the maps. */
    OldContract {
        clients = Map.copyOf(clients);
        workers = Map.copyOf(workers);
    }

    ContractParams params() {
        return ContractParams.parse(BagOfCells.parseSingle(Base64.getDecoder().decode(paramsBoc)));
    }

    JsonObject toJson() {
        return JsonValue.object("params", paramsBoc, "clients", levels(clients), "workers", levels(workers));
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
                levels(json.object("workers")));
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
