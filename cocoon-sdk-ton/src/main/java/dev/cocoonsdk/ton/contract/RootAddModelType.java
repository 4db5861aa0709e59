package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Allows a model; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_add_model_type}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param hash SHA-256 of the full model name
 */
public record RootAddModelType(long queryId, Hash256 hash) implements QueryMessage {
    static RootAddModelType read(long queryId, CellSlice in) {
        return new RootAddModelType(queryId, in.loadHash());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_ADD_MODEL_TYPE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_ADD_MODEL_TYPE, queryId)
                .storeHash(hash)
                .build();
    }
}
