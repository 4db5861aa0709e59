package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * What a client contract tells the proxy about itself, as it is after the change ({@code docs/protocol/contracts.md} 7.3).
 *
 * @param state of the contract
 * @param balance what is left of the deposit
 * @param stake lower limit of the balance
 * @param tokensUsed cumulative adjusted tokens that were charged, an unsigned 64-bit number
 * @param secretHash SHA-256 of the client's password
 */
public record ClientSnapshot(ContractState state, NanoTon balance, NanoTon stake, long tokensUsed, Hash256 secretHash) {

    /**
     * Reads a cell.
     *
     * @throws CellException if it has another layout or anything left over
     */
    public static ClientSnapshot parse(Cell cell) {
        CellSlice in = cell.beginRead();
        ClientSnapshot snapshot = new ClientSnapshot(
                ContractState.read(in), in.loadCoins(), in.loadCoins(), in.loadUint(64), in.loadHash());
        in.endParse();
        return snapshot;
    }

    /** The cell. */
    public Cell toCell() {
        CellBuilder out = new CellBuilder();
        state.write(out);
        return out.storeCoins(balance)
                .storeCoins(stake)
                .storeUint(tokensUsed, 64)
                .storeHash(secretHash)
                .build();
    }
}
