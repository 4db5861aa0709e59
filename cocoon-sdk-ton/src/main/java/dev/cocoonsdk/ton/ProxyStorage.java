package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Storage of a proxy contract ({@code docs/protocol/contracts.md} 5, 6).
 *
 * @param owner gets the proxy's earnings
 * @param key by which the proxy signs payments
 * @param root the root contract
 * @param state of the contract
 * @param balance earnings that are ready for withdrawal
 * @param stake from which forced refunds are paid
 * @param unlockTime when closing may be completed; unix seconds, an unsigned 32-bit number
 * @param params the params cell with worker and client code
 */
public record ProxyStorage(
        TonAddress owner,
        Ed25519PublicKey key,
        TonAddress root,
        ContractState state,
        NanoTon balance,
        NanoTon stake,
        long unlockTime,
        Cell params) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the time does not fit into 32 bits
     */
    public ProxyStorage {
        Uint32.check("unlock time", unlockTime);
    }

    /** The storage of a contract that is not yet deployed. */
    public static ProxyStorage initial(TonAddress owner, Ed25519PublicKey key, TonAddress root, Cell params) {
        return new ProxyStorage(owner, key, root, ContractState.OPEN, NanoTon.ZERO, NanoTon.ZERO, 0, params);
    }

    /**
     * Reads a data cell; what follows the fields is not looked at, as in the C++ nodes.
     *
     * @throws CellException if the cell has another layout
     */
    public static ProxyStorage parse(Cell data) {
        CellSlice in = data.beginRead();
        return new ProxyStorage(
                TonAddress.read(in),
                new Ed25519PublicKey(in.loadHash()),
                TonAddress.read(in),
                ContractState.read(in),
                in.loadCoins(),
                in.loadCoins(),
                in.loadUint(32),
                in.loadRef());
    }

    /** The data cell. */
    public Cell toCell() {
        CellBuilder out = new CellBuilder();
        owner.write(out);
        out.storeHash(key.value());
        root.write(out);
        state.write(out);
        return out.storeCoins(balance)
                .storeCoins(stake)
                .storeUint(unlockTime, 32)
                .storeRef(params)
                .build();
    }
}
