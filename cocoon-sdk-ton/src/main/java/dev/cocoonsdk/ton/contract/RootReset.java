package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Empties the lists of the root contract; from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_reset}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 */
public record RootReset(long queryId) implements QueryMessage {
    static RootReset read(long queryId, CellSlice in) {
        return new RootReset(queryId);
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_RESET;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_RESET, queryId).build();
    }
}
