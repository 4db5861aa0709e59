package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Coins that belong to the owner of a proxy, client or worker contract, from the proxy contract ({@code docs/protocol/contracts.md} 7.5, {@code payout}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 */
public record Payout(long queryId) implements QueryMessage {
    static Payout read(long queryId, CellSlice in) {
        return new Payout(queryId);
    }

    @Override
    public Operation operation() {
        return Operation.PAYOUT;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.PAYOUT, queryId).build();
    }
}
