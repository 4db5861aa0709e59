package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * What a transaction made of an account (TL-B {@code HASH_UPDATE}).
 *
 * @param before hash of the account's cell before the transaction
 * @param after hash of the account's cell after it
 */
public record HashUpdate(Hash256 before, Hash256 after) {

    private static final int TAG = 0x72;

    /**
     * Reads the cell.
     *
     * @throws CellException if it has another layout or anything left over
     */
    public static HashUpdate parse(Cell cell) {
        CellSlice in = cell.beginRead();
        if (in.preloadUint(8) != TAG) {
            throw in.error("hash update: tag " + in.preloadUint(8) + " (expected: " + TAG + ")");
        }
        in.skipBits(8);
        HashUpdate update = new HashUpdate(in.loadHash(), in.loadHash());
        in.endParse();
        return update;
    }

    /** The cell. */
    public Cell toCell() {
        return new CellBuilder()
                .storeUint(TAG, 8)
                .storeHash(before)
                .storeHash(after)
                .build();
    }
}
