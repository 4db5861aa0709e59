package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What client and worker contracts have said of themselves, and with it the accounts of both doors. Survives a restart in the ledger's
 * notes. Thread-safe.
 */
final class Standings implements AccountDirectory {

    private final Map<TonAddress, ClientStanding> clients = new ConcurrentHashMap<>();
    private final Map<TonAddress, WorkerStanding> workers = new ConcurrentHashMap<>();

    /** Reads the notes of a ledger. */
    static Standings load(Map<String, Bytes> notes) {
        Standings standings = new Standings();
        Notes.all(notes, Notes.CLIENT)
                .forEach((name, json) -> standings.clients.put(
                        Notes.address(name), Notes.required(ClientStanding.ofJson(json), Notes.CLIENT + name)));
        Notes.all(notes, Notes.WORKER)
                .forEach((name, json) -> standings.workers.put(
                        Notes.address(name), Notes.required(WorkerStanding.ofJson(json), Notes.WORKER + name)));
        return standings;
    }

    @Override
    public @Nullable ClientAccount find(TonAddress wallet) {
        ClientStanding standing = clients.get(wallet);
        return standing == null ? null : standing.account(wallet);
    }

    @Nullable
    ClientStanding client(TonAddress wallet) {
        return clients.get(wallet);
    }

    @Nullable
    WorkerStanding worker(TonAddress owner) {
        return workers.get(owner);
    }

    /** Whether a charge, refund or payout shows its effect. */
    boolean isEffective(Step step) {
        ClientStanding client = clients.get(step.key().party());
        WorkerStanding worker = workers.get(step.key().party());
        if (step instanceof Step.Charge charge) {
            return client != null && (client.used() >= charge.level() || client.state() == ContractState.CLOSED);
        } else if (step instanceof Step.Grant) {
            return client != null && client.state() == ContractState.CLOSED;
        } else if (step instanceof Step.Payout payout) {
            return worker != null && (worker.paid() >= payout.level() || worker.state() == ContractState.CLOSED);
        }
        return false;
    }

    Map<TonAddress, ClientStanding> clients() {
        return Map.copyOf(clients);
    }

    /**
     * Takes a client's state, unless an older one says otherwise.
     *
     * @param notes gets what is to be remembered
     */
    void learn(TonAddress wallet, ClientStanding told, Map<String, @Nullable Bytes> notes) {
        ClientStanding newest = clients.merge(wallet, told, (known, next) -> known.then(next));
        notes.put(Notes.CLIENT + Notes.text(wallet), Notes.of(newest.toJson()));
    }

    /**
     * Takes a worker's state, unless an older one says otherwise.
     *
     * @param notes gets what is to be remembered
     */
    void learn(TonAddress owner, WorkerStanding told, Map<String, @Nullable Bytes> notes) {
        WorkerStanding newest = workers.merge(owner, told, (known, next) -> known.then(next));
        notes.put(Notes.WORKER + Notes.text(owner), Notes.of(newest.toJson()));
    }
}
