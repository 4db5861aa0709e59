package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Storage of a worker contract ({@code docs/protocol/contracts.md} 5, 6).
 *
 * @param owner gets the payouts
 * @param proxy the proxy contract
 * @param proxyKey by which the proxy signs payments
 * @param state of the contract, never closing
 * @param tokens cumulative adjusted tokens that were paid out, an unsigned 64-bit number
 * @param params the params cell without codes
 */
public record WorkerStorage(
        TonAddress owner, TonAddress proxy, Ed25519PublicKey proxyKey, ContractState state, long tokens, Cell params) {

    /** The storage of a contract that is not yet deployed. */
    public static WorkerStorage initial(TonAddress owner, TonAddress proxy, Ed25519PublicKey proxyKey, Cell params) {
        return new WorkerStorage(owner, proxy, proxyKey, ContractState.OPEN, 0, params);
    }

    /**
     * Reads a data cell; what follows the fields is not looked at, as in the C++ nodes.
     *
     * @throws CellException if the cell has another layout
     */
    public static WorkerStorage parse(Cell data) {
        CellSlice in = data.beginRead();
        return new WorkerStorage(
                TonAddress.read(in),
                TonAddress.read(in),
                new Ed25519PublicKey(in.loadHash()),
                ContractState.read(in),
                in.loadUint(64),
                in.loadRef());
    }

    /** The data cell. */
    public Cell toCell() {
        CellBuilder out = new CellBuilder();
        owner.write(out);
        proxy.write(out);
        out.storeHash(proxyKey.value());
        state.write(out);
        return out.storeUint(tokens, 64).storeRef(params).build();
    }
}
