package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Allows an image of workers no longer; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_del_worker_type}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param hash image hash
 */
public record RootDelWorkerType(long queryId, Hash256 hash) implements QueryMessage {
    static RootDelWorkerType read(long queryId, CellSlice in) {
        return new RootDelWorkerType(queryId, in.loadHash());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_DEL_WORKER_TYPE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_DEL_WORKER_TYPE, queryId)
                .storeHash(hash)
                .build();
    }
}
