package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.TonAddress;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the broker takes part in the network, which its operator decides ({@code docs/protocol/payments.md} 11, 13): a broker that was taken
 * out has its contract wound up, and gets a new one with the first {@code params_version} after it was let in again.
 */
public final class Participation {

    private Participation() {}

    /**
     * Makes the contract of these parameters the ledger's active one, or none if the broker takes no part.
     *
     * @return whether it takes part
     * @throws IllegalStateException if the ledger cannot be written
     */
    public static boolean begin(LedgerStore store, ChainMoney.Setup setup, ContractParams params) {
        JsonObject disabled = Notes.read(store.load().notes(), Notes.DISABLED);
        boolean enabled = disabled == null || isOver(disabled, params);
        if (enabled && disabled != null) {
            Archive.note(store, Collections.singletonMap(Notes.DISABLED, null));
        }
        TonAddress contract = enabled ? setup.contracts(params).proxy() : null;
        Archive.activate(store, contract, enabled ? params : null);
        return enabled;
    }

    private static boolean isOver(JsonObject disabled, ContractParams params) {
        Long since = disabled.integer("params_version");
        boolean wanted = Long.valueOf(1).equals(disabled.integer("enabled"));
        return wanted && since != null && params.paramsVersion() > since;
    }

    /** The broker takes no part from now on. */
    public static void disable(LedgerStore store, ContractParams params) {
        Archive.note(store, Map.of(Notes.DISABLED, Notes.of(note(params.paramsVersion(), false))));
    }

    private static JsonObject note(long version, boolean enabled) {
        return JsonValue.object("params_version", version, "enabled", enabled ? 1L : 0L);
    }

    /**
     * The broker takes part again.
     *
     * @return true if these parameters are new enough to begin at once
     */
    public static boolean enable(Ledger ledger, ContractParams params) {
        JsonObject disabled = Notes.read(ledger.notes(), Notes.DISABLED);
        Long since = since(disabled);
        if (since == null) {
            return false;
        }
        JsonObject wanted = note(since, true);
        ledger.note(Notes.DISABLED, Notes.of(wanted));
        return isOver(wanted, params);
    }

    private static @Nullable Long since(@Nullable JsonObject disabled) {
        return disabled == null ? null : disabled.integer("params_version");
    }
}
