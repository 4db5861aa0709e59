package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;

/** Kinds of accounts before and after a transaction (TL-B {@code AccountStatus}); the order is that of the codes 0 to 3. */
public enum AccountStatus {
    /** Has coins but no contract. */
    UNINITIALIZED(0),
    /** A contract that could not pay for its storage. */
    FROZEN(1),
    /** A deployed contract. */
    ACTIVE(2),
    /** Nothing is known under the address. */
    MISSING(3);

    private static final AccountStatus[] BY_CODE = values();

    private final int code;

    AccountStatus(int code) {
        this.code = code;
    }

    static AccountStatus read(CellSlice in) {
        return BY_CODE[(int) in.loadUint(2)];
    }

    void write(CellBuilder out) {
        out.storeUint(code, 2);
    }
}
