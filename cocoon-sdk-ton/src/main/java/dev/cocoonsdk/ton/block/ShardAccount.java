package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * An account as a shard's state holds it (TL-B {@code ShardAccount}), a value of the augmented dictionary {@code ShardAccounts} with
 * keys of 256 bits and {@link DepthBalance} as extra.
 *
 * @param account its cell, for {@link Account#parse}; in a proof about another account a pruned branch
 * @param lastTransactionHash hash of its last transaction
 * @param lastTransactionLt logical time of its last transaction
 */
public record ShardAccount(Cell account, Hash256 lastTransactionHash, long lastTransactionLt) {

    /**
     * Reads a value of the dictionary.
     *
     * @throws CellException if it has another layout or anything left over
     */
    public static ShardAccount parse(Cell cell) {
        CellSlice in = cell.beginRead();
        ShardAccount account = new ShardAccount(in.loadRef(), in.loadHash(), in.loadUint(64));
        in.endParse();
        return account;
    }

    /**
     * The value of the dictionary.
     *
     * @throws CellException if the account's cell would be too deep
     */
    public Cell toCell() {
        return new CellBuilder()
                .storeRef(account)
                .storeHash(lastTransactionHash)
                .storeUint(lastTransactionLt, 64)
                .build();
    }
}
