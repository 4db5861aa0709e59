package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerStoreException;
import java.util.Arrays;

/** Which batch may follow which. */
final class BatchOrder {

    private BatchOrder() {}

    /**
     * Whether a batch is the one after the stored one.
     *
     * @return false if it is the stored one again
     * @throws LedgerStoreException if it is neither
     */
    static boolean isNext(LedgerBatch batch, byte[] digest, long storedNumber, byte[] storedDigest) {
        if (batch.stateNumber() == storedNumber && Arrays.equals(digest, storedDigest)) {
            return false;
        } else if (batch.stateNumber() == storedNumber + 1) {
            return true;
        }
        throw new LedgerStoreException(
                "state number " + batch.stateNumber() + " (expected: " + (storedNumber + 1)
                        + "); the ledger was restored from a backup, or somebody else wrote into it",
                null);
    }
}
