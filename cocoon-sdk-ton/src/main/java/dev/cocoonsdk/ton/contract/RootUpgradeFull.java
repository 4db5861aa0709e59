package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Replaces storage and code of the root contract; from its owner. The only way to change multipliers ({@code docs/protocol/contracts.md} 7.4, {@code root_upgrade_full}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param newData the new storage
 * @param newCode the new code
 */
public record RootUpgradeFull(long queryId, Cell newData, Cell newCode) implements QueryMessage {
    static RootUpgradeFull read(long queryId, CellSlice in) {
        return new RootUpgradeFull(queryId, in.loadRef(), in.loadRef());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_UPGRADE_FULL;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_UPGRADE_FULL, queryId)
                .storeRef(newData)
                .storeRef(newCode)
                .build();
    }
}
