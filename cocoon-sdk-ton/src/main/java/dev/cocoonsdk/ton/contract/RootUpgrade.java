package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Replaces the code of the root contract; from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_upgrade}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param newCode the new code
 */
public record RootUpgrade(long queryId, Cell newCode) implements QueryMessage {
    static RootUpgrade read(long queryId, CellSlice in) {
        return new RootUpgrade(queryId, in.loadRef());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_UPGRADE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_UPGRADE, queryId).storeRef(newCode).build();
    }
}
