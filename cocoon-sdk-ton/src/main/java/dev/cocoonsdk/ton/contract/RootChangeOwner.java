package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Gives the root contract to another owner; from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_change_owner}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param newOwner the new owner
 */
public record RootChangeOwner(long queryId, TonAddress newOwner) implements QueryMessage {
    static RootChangeOwner read(long queryId, CellSlice in) {
        return new RootChangeOwner(queryId, TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_CHANGE_OWNER;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.ROOT_CHANGE_OWNER, queryId), newOwner)
                .build();
    }
}
