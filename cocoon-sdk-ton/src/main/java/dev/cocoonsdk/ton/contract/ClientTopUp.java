package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Raises the balance of a client contract; anyone may send it ({@code docs/protocol/contracts.md} 7.1, {@code ext_client_top_up}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param amount what the balance grows by; comes with the message besides the fees
 * @param excessesTo gets what is left of the coins
 */
public record ClientTopUp(long queryId, NanoTon amount, TonAddress excessesTo) implements QueryMessage {
    static ClientTopUp read(long queryId, CellSlice in) {
        return new ClientTopUp(queryId, in.loadCoins(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_TOP_UP;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.CLIENT_TOP_UP, queryId).storeCoins(amount), excessesTo)
                .build();
    }
}
