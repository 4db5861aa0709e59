package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * An account that exists (TL-B {@code account$1} with {@code AccountStorage}).
 *
 * @param address its address
 * @param storage its size and rent
 * @param lastTransactionLt logical time behind its last transaction and all that this one sent
 * @param balance its coins
 * @param state what is in it
 */
public record Account(
        MsgAddress.Internal address,
        StorageInfo storage,
        long lastTransactionLt,
        CurrencyCollection balance,
        State state) {

    /** What is in an account (TL-B {@code AccountState}). */
    public sealed interface State {

        /** Nothing yet ({@code account_uninit$00}). */
        record Uninitialized() implements State {}

        /**
         * A deployed contract ({@code account_active$1}).
         *
         * @param contract its present code and data
         */
        record Active(StateInit contract) implements State {}

        /**
         * A contract that could not pay for its storage ({@code account_frozen$01}).
         *
         * @param stateHash hash of the state that brings it back
         */
        record Frozen(Hash256 stateHash) implements State {}

        private void write(CellBuilder out) {
            if (this instanceof Active active) {
                active.contract().write(out.storeBit(true));
            } else if (this instanceof Frozen frozen) {
                out.storeUint(0b01, 2).storeHash(frozen.stateHash());
            } else {
                out.storeUint(0b00, 2);
            }
        }

        private static State read(CellSlice in) {
            if (in.loadBit()) {
                return new Active(StateInit.read(in));
            }
            return in.loadBit() ? new Frozen(in.loadHash()) : new Uninitialized();
        }
    }

    /**
     * Reads an account's cell.
     *
     * @return the account, or null if the cell says that there is none ({@code account_none$0})
     * @throws CellException if it has another layout or anything left over
     */
    public static @Nullable Account parse(Cell cell) {
        CellSlice in = cell.beginRead();
        Account account = null;
        if (in.loadBit()) {
            account = new Account(
                    MsgAddress.readInternal(in),
                    StorageInfo.read(in),
                    in.loadUint(64),
                    CurrencyCollection.read(in),
                    State.read(in));
        }
        in.endParse();
        return account;
    }

    /** Code and data if a contract is deployed, else null. */
    public @Nullable StateInit contract() {
        return state instanceof State.Active active ? active.contract() : null;
    }

    /** The cell that says that there is no account. */
    public static Cell missing() {
        return new CellBuilder().storeBit(false).build();
    }

    /**
     * The account's cell.
     *
     * @throws CellException if it does not fit
     */
    public Cell toCell() {
        CellBuilder out = new CellBuilder().storeBit(true);
        address.write(out);
        storage.write(out);
        out.storeUint(lastTransactionLt, 64);
        balance.write(out);
        state.write(out);
        return out.build();
    }
}
