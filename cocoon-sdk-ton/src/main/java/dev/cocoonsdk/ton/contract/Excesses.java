package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * What is left of the coins of a message, from a contract to the address that the message named ({@code docs/protocol/contracts.md} 7.5, {@code excesses}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 */
public record Excesses(long queryId) implements QueryMessage {
    static Excesses read(long queryId, CellSlice in) {
        return new Excesses(queryId);
    }

    @Override
    public Operation operation() {
        return Operation.EXCESSES;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.EXCESSES, queryId).build();
    }
}
