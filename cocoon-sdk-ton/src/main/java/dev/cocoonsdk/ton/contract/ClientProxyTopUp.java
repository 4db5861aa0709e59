package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * The balance grew; the coins come with the request ({@code docs/protocol/contracts.md} 7.3, {@code client_proxy_top_up}).
 *
 * @param amount what the balance grew by
 * @param excessesTo gets what is left of the coins
 */
public record ClientProxyTopUp(NanoTon amount, TonAddress excessesTo) implements ClientPayload {
    static ClientProxyTopUp read(CellSlice in) {
        return new ClientProxyTopUp(in.loadCoins(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_PROXY_TOP_UP;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.CLIENT_PROXY_TOP_UP).storeCoins(amount), excessesTo)
                .build();
    }
}
