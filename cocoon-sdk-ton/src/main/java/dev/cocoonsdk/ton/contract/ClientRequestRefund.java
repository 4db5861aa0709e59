package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Begins to close a client contract, or forces the refund once the time is over; from its owner ({@code docs/protocol/contracts.md} 7.1, {@code owner_client_request_refund}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param excessesTo gets what is left of the coins
 */
public record ClientRequestRefund(long queryId, TonAddress excessesTo) implements QueryMessage {
    static ClientRequestRefund read(long queryId, CellSlice in) {
        return new ClientRequestRefund(queryId, TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_REQUEST_REFUND;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.CLIENT_REQUEST_REFUND, queryId), excessesTo)
                .build();
    }
}
