package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.internal.ledger.Bases;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.BagOfCells;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change from one proxy contract to the next ({@code docs/protocol/payments.md} 11), in one batch of the ledger: what the old one's
 * clients and workers still have to get is written down to be wound up, and the counters of the new one begin at zero. Before it the old
 * contract is the active one, after it the new one; a crash leaves one or the other.
 */
final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final int STORE_SECONDS = 60;

    private Archive() {}

    /**
     * Makes a contract the active one, if another one is, or none.
     *
     * @param contract null for none, because the operator has taken the broker out
     * @param params of the contract; null for none
     * @throws IllegalStateException if the ledger cannot be written
     */
    static void activate(LedgerStore store, @Nullable TonAddress contract, @Nullable ContractParams params) {
        LedgerContent content = store.load();
        JsonObject active = Notes.read(content.notes(), Notes.ACTIVE);
        String known = active == null ? null : active.string("contract");
        String wanted = contract == null ? null : Notes.text(contract);
        if (wanted == null ? known == null : wanted.equals(known)) {
            return;
        }
        Map<String, @Nullable Bytes> notes = new HashMap<>();
        if (active != null && known != null) {
            LOG.warn("proxy contract {} is old and will be wound up", known);
            notes.put(Notes.OLD + known, Notes.of(old(active, content)));
            forget(content, notes);
        }
        notes.put(Notes.ACTIVE, contract == null || params == null ? null : Notes.of(active(contract, params)));
        if (known != null || !content.counters().isEmpty()) {
            notes.put(Bases.NOTE, bases(content));
        }
        store(store, new LedgerBatch(content.lastStateNumber() + 1, java.util.List.of(), notes));
    }

    private static JsonObject active(TonAddress contract, ContractParams params) {
        byte[] cell = BagOfCells.serialize(params.toCell(ContractParams.Form.ROOT));
        return JsonValue.object(
                "contract", Notes.text(contract), "params", Base64.getEncoder().encodeToString(cell));
    }

    /** What {@link WindUp} needs: the parameters and the last level of everybody. */
    private static JsonObject old(JsonObject active, LedgerContent content) {
        Standings standings = Standings.load(content.notes());
        Bases bases = Bases.read(content.notes());
        Map<TonAddress, Long> clients = new HashMap<>();
        Map<TonAddress, Long> workers = new HashMap<>();
        standings.clients().forEach((wallet, standing) -> clients.put(wallet, standing.used()));
        for (Stored stored : content.counters()) {
            long level = stored.total().value() - bases.of(stored.party(), stored.owner());
            if (level > 0) {
                (stored.party() == Party.CLIENT ? clients : workers).merge(stored.owner(), level, Math::max);
            }
        }
        JsonObject position = Notes.read(content.notes(), Notes.POSITION);
        return new OldContract(
                        Notes.required(active.string("params"), Notes.ACTIVE),
                        clients,
                        workers,
                        position == null ? TransactionId.NONE : Notes.transaction(position),
                        Notes.read(content.notes(), Notes.PENDING))
                .toJson();
    }

    private static void forget(LedgerContent content, Map<String, @Nullable Bytes> notes) {
        for (String name : content.notes().keySet()) {
            if (name.startsWith(Notes.CLIENT) || name.startsWith(Notes.WORKER) || name.startsWith(Notes.INTENT)) {
                notes.put(name, null);
            }
        }
        notes.put(Notes.POSITION, null);
        notes.put(Notes.PENDING, null);
    }

    private static Bytes bases(LedgerContent content) {
        Map<TonAddress, Long> clients = new HashMap<>();
        Map<TonAddress, Long> workers = new HashMap<>();
        content.counters()
                .forEach(stored -> (stored.party() == Party.CLIENT ? clients : workers)
                        .put(stored.owner(), stored.total().value()));
        return Bases.note(clients, workers);
    }

    /**
     * Writes notes to a ledger that no broker has open.
     *
     * @throws IllegalStateException if that fails
     */
    static void note(LedgerStore store, Map<String, @Nullable Bytes> notes) {
        store(store, new LedgerBatch(store.load().lastStateNumber() + 1, java.util.List.of(), notes));
    }

    private static void store(LedgerStore store, LedgerBatch batch) {
        try {
            store.commit(batch).toCompletableFuture().get(STORE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the ledger was written", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the ledger cannot be written", e);
        }
    }
}
