package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Pays everything above the stake back to the owner; to a client contract from its owner ({@code docs/protocol/contracts.md} 7.1, {@code owner_client_withdraw}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param excessesTo gets what is left of the coins
 */
public record ClientWithdraw(long queryId, TonAddress excessesTo) implements QueryMessage {
    static ClientWithdraw read(long queryId, CellSlice in) {
        return new ClientWithdraw(queryId, TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_WITHDRAW;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.CLIENT_WITHDRAW, queryId), excessesTo)
                .build();
    }
}
