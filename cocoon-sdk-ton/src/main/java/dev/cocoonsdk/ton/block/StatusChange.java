package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;

/** What a phase of a transaction made of the kind of an account (TL-B {@code AccStatusChange}). */
public enum StatusChange {
    /** Nothing. */
    UNCHANGED,
    /** The account could not pay and was frozen. */
    FROZEN,
    /** The account could not pay and was deleted. */
    DELETED;

    static StatusChange read(CellSlice in) {
        if (!in.loadBit()) {
            return UNCHANGED;
        }
        return in.loadBit() ? DELETED : FROZEN;
    }

    void write(CellBuilder out) {
        out.storeBit(this != UNCHANGED);
        if (this != UNCHANGED) {
            out.storeBit(this == DELETED);
        }
    }
}
