package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Sets the prices; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_change_price}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param pricePerToken what a client pays for an adjusted token
 * @param workerFeePerToken what of it the worker gets
 */
public record RootChangePrice(long queryId, NanoTon pricePerToken, NanoTon workerFeePerToken) implements QueryMessage {
    static RootChangePrice read(long queryId, CellSlice in) {
        return new RootChangePrice(queryId, in.loadCoins(), in.loadCoins());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_CHANGE_PRICE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_CHANGE_PRICE, queryId)
                .storeCoins(pricePerToken)
                .storeCoins(workerFeePerToken)
                .build();
    }
}
