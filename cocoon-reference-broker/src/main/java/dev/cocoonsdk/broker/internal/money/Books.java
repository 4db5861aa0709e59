package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;

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
