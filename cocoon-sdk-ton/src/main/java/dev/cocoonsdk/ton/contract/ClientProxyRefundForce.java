package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * The proxy shall pay coins back out of its stake, since it never granted a refund ({@code docs/protocol/contracts.md} 7.3, {@code client_proxy_refund_force}).
 *
 * @param amount what is asked for; paid as far as the stake reaches
 * @param excessesTo gets what is left of the coins
 */
public record ClientProxyRefundForce(NanoTon amount, TonAddress excessesTo) implements ClientPayload {
    static ClientProxyRefundForce read(CellSlice in) {
        return new ClientProxyRefundForce(in.loadCoins(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_PROXY_REFUND_FORCE;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.CLIENT_PROXY_REFUND_FORCE).storeCoins(amount), excessesTo)
                .build();
    }
}
