package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/** The life of proxy, client and worker contracts ({@code docs/protocol/contracts.md} 6); workers are never closing. */
public enum ContractState {
    /** In use. */
    OPEN(0),
    /** On the way to be closed. */
    CLOSING(1),
    /** Closed for good. */
    CLOSED(2);

    private static final int BITS = 2;

    private final int code;

    ContractState(int code) {
        this.code = code;
    }

    /** The number on chain, 0 to 2. */
    public int code() {
        return code;
    }

    /**
     * Adds the state to a cell, 2 bits.
     *
     * @throws CellException if it does not fit
     */
    public void write(CellBuilder builder) {
        builder.storeUint(code, BITS);
    }

    /**
     * Takes a state out of a cell.
     *
     * @throws CellException if there is none
     */
    public static ContractState read(CellSlice slice) {
        int code = (int) slice.loadUint(BITS);
        for (ContractState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new CellException("contract state: " + code + " (expected: 0, 1 or 2)");
    }
}
