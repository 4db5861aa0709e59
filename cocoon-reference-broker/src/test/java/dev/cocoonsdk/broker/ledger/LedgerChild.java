package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of its own that writes batches until it is killed, and says which ones were acknowledged. */
final class LedgerChild {

    private LedgerChild() {}

    public static void main(String[] args) throws Exception {
        LedgerStore store = args[0].equals("sqlite")
                ? SqliteLedgerStore.open(Path.of(args[1]), LedgerStoreContract.PROXY)
                : PostgresLedgerStore.open(
                        new PostgresSettings(args[1], "postgres", Secret.of("postgres")), LedgerStoreContract.PROXY);
        for (long n = store.load().lastStateNumber() + 1; ; n++) {
            LedgerStoreContract.wait(store.commit(batch(n)));
            System.out.println(n);
        }
    }

    static LedgerBatch batch(long n) {
        return new LedgerBatch(
                n,
                List.of(
                        LedgerStoreContract.change(Party.CLIENT, LedgerStoreContract.ALICE, 1, n),
                        LedgerStoreContract.change(Party.WORKER, LedgerStoreContract.BOB, 2, 2 * n)),
                Map.of("last", Bytes.utf8(Long.toString(n))));
    }
}
