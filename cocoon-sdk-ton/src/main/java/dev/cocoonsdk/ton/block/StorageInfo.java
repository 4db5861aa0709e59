package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * What an account occupies and owes for it (TL-B {@code StorageInfo}).
 *
 * @param used its size
 * @param dictionaryHash hash of the dictionary of a large account's cells, or null
 * @param lastPaid when rent was taken last, unix seconds, an unsigned 32-bit number
 * @param duePayment rent that it owes, or null
 */
public record StorageInfo(
        StorageUsed used,
        @Nullable Hash256 dictionaryHash,
        long lastPaid,
        @Nullable NanoTon duePayment) {

    private static final int EXTRA_BITS = 3;
    private static final int WITH_HASH = 1;

    /**
     * Takes the record out of a cell.
     *
     * @throws CellException if there is none
     */
    public static StorageInfo read(CellSlice in) {
        StorageUsed used = StorageUsed.read(in);
        int extra = (int) in.preloadUint(EXTRA_BITS);
        if (extra > WITH_HASH) {
            throw in.error("storage extra: kind " + extra + " (expected: 0 or 1)");
        }
        in.skipBits(EXTRA_BITS);
        Hash256 hash = extra == WITH_HASH ? in.loadHash() : null;
        return new StorageInfo(used, hash, in.loadUint(32), Phases.maybeCoins(in));
    }

    /**
     * Adds this to a cell.
     *
     * @throws CellException if it does not fit
     */
    public void write(CellBuilder out) {
        used.write(out);
        out.storeUint(dictionaryHash == null ? 0 : WITH_HASH, EXTRA_BITS);
        if (dictionaryHash != null) {
            out.storeHash(dictionaryHash);
        }
        Phases.writeMaybeCoins(out.storeUint(lastPaid, 32), duePayment);
    }
}
