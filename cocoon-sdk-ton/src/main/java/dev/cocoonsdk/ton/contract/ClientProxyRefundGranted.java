package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * The proxy shall pay coins back to the owner ({@code docs/protocol/contracts.md} 7.3, {@code client_proxy_refund_granted}).
 *
 * @param amount what is paid back
 * @param excessesTo gets what is left of the coins
 */
public record ClientProxyRefundGranted(NanoTon amount, TonAddress excessesTo) implements ClientPayload {
    static ClientProxyRefundGranted read(CellSlice in) {
        return new ClientProxyRefundGranted(in.loadCoins(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_PROXY_REFUND_GRANTED;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(
                        Bodies.begin(Operation.CLIENT_PROXY_REFUND_GRANTED).storeCoins(amount), excessesTo)
                .build();
    }
}
