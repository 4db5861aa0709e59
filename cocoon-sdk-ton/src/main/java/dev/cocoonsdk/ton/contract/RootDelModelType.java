package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Allows a model no longer; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_del_model_type}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param hash SHA-256 of the full model name
 */
public record RootDelModelType(long queryId, Hash256 hash) implements QueryMessage {
    static RootDelModelType read(long queryId, CellSlice in) {
        return new RootDelModelType(queryId, in.loadHash());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_DEL_MODEL_TYPE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_DEL_MODEL_TYPE, queryId)
                .storeHash(hash)
                .build();
    }
}
