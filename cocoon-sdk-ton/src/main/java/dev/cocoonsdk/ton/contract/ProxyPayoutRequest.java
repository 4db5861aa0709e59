package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Pays the earnings of a proxy contract to its owner; anyone may send it ({@code docs/protocol/contracts.md} 7.3, {@code ext_proxy_payout_request}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param excessesTo gets what is left of the coins
 */
public record ProxyPayoutRequest(long queryId, TonAddress excessesTo) implements QueryMessage {
    static ProxyPayoutRequest read(long queryId, CellSlice in) {
        return new ProxyPayoutRequest(queryId, TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.PROXY_PAYOUT_REQUEST;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.PROXY_PAYOUT_REQUEST, queryId), excessesTo)
                .build();
    }
}
