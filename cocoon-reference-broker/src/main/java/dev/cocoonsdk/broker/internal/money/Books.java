package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What decisions are made from: the chain's numbers and the ledger's at one moment.
 *
 * @param contract the proxy contract
 * @param coins that it has
 * @param earnings ready for withdrawal
 * @param stake for forced refunds
 * @param clients all that are known
 * @param workers all that are known
 */
record Books(
        TonAddress contract,
        NanoTon coins,
        NanoTon earnings,
        NanoTon stake,
        List<Client> clients,
        List<Worker> workers) {

    /** Copies the lists. */
    Books {
        clients = List.copyOf(clients);
        workers = List.copyOf(workers);
    }

    /** What the parts of a broker say now. */
    static Books of(
            TonAddress contract, NanoTon coins, @Nullable ProxyStorage storage, Ledger ledger, Standings standings) {
        List<Client> clients = new ArrayList<>();
        Map<TonAddress, TokenCounter.Levels> levels = ledger.all(Party.CLIENT);
        standings.clients().forEach((wallet, standing) -> clients.add(client(wallet, standing, levels.get(wallet))));
        List<Worker> workers = new ArrayList<>();
        ledger.all(Party.WORKER).forEach((owner, level) -> {
            WorkerStanding known = standings.worker(owner);
            workers.add(new Worker(
                    owner, known == null ? new WorkerStanding(ContractState.OPEN, 0) : known, level.chain()));
        });
        return new Books(
                contract,
                coins,
                storage == null ? NanoTon.ZERO : storage.balance(),
                storage == null ? NanoTon.ZERO : storage.stake(),
                clients,
                workers);
    }

    /** A client that has used nothing since the start has no counter of its own yet. */
    private static Client client(TonAddress wallet, ClientStanding standing, TokenCounter.@Nullable Levels level) {
        return level == null
                ? new Client(wallet, standing, standing.used(), standing.used(), 0)
                : new Client(wallet, standing, level.max(), level.chain(), level.running());
    }

    /**
     * A client.
     *
     * @param wallet its identity
     * @param standing what its contract said
     * @param max cumulative adjusted tokens in memory
     * @param chain of them confirmed on chain
     * @param running requests now
     */
    record Client(TonAddress wallet, ClientStanding standing, long max, long chain, int running) {}

    /**
     * A worker's owner.
     *
     * @param owner gets the payouts
     * @param standing what its contract said
     * @param chain cumulative adjusted tokens confirmed on chain
     */
    record Worker(TonAddress owner, WorkerStanding standing, long chain) {}
}
