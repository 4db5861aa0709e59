package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.math.BigInteger;

/**
 * Size of a tree of cells, equal ones counted once (TL-B {@code StorageUsed}).
 *
 * @param cells number of cells, below 2<sup>48</sup>
 * @param bits sum of their bits, below 2<sup>48</sup>
 */
public record StorageUsed(long cells, long bits) {

    private static final int BYTES_LIMIT = 7;

    /**
     * Takes a size out of a cell.
     *
     * @throws CellException if there is none
     */
    public static StorageUsed read(CellSlice in) {
        return new StorageUsed(
                in.loadVarUint(BYTES_LIMIT).longValueExact(),
                in.loadVarUint(BYTES_LIMIT).longValueExact());
    }

    /**
     * Adds this to a cell.
     *
     * @throws CellException if it does not fit
     */
    public void write(CellBuilder out) {
        out.storeVarUint(BigInteger.valueOf(cells), BYTES_LIMIT).storeVarUint(BigInteger.valueOf(bits), BYTES_LIMIT);
    }
}
