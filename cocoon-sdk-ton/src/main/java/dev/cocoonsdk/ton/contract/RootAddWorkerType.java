package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Allows an image of workers; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_add_worker_type}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param hash image hash
 */
public record RootAddWorkerType(long queryId, Hash256 hash) implements QueryMessage {
    static RootAddWorkerType read(long queryId, CellSlice in) {
        return new RootAddWorkerType(queryId, in.loadHash());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_ADD_WORKER_TYPE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_ADD_WORKER_TYPE, queryId)
                .storeHash(hash)
                .build();
    }
}
