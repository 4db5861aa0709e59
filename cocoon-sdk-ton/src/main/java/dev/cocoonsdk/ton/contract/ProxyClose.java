package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Begins to close a proxy contract; from its owner ({@code docs/protocol/contracts.md} 7.3, {@code owner_proxy_close}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param excessesTo gets what is left of the coins
 */
public record ProxyClose(long queryId, TonAddress excessesTo) implements QueryMessage {
    static ProxyClose read(long queryId, CellSlice in) {
        return new ProxyClose(queryId, TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.PROXY_CLOSE;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.PROXY_CLOSE, queryId), excessesTo)
                .build();
    }
}
