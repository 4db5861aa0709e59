package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Lists a proxy no longer; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_unregister_proxy}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param seqno number of the proxy, an unsigned 32-bit number
 */
public record RootUnregisterProxy(long queryId, long seqno) implements QueryMessage {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RootUnregisterProxy {
        Bodies.checkUint("seqno", seqno, 32);
    }

    static RootUnregisterProxy read(long queryId, CellSlice in) {
        return new RootUnregisterProxy(queryId, in.loadUint(32));
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_UNREGISTER_PROXY;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_UNREGISTER_PROXY, queryId)
                .storeUint(seqno, 32)
                .build();
    }
}
