package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Raises the stake of a proxy contract; anyone may send it ({@code docs/protocol/contracts.md} 7.3, {@code ext_proxy_increase_stake}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param amount what the stake grows by; comes with the message besides the fees
 * @param excessesTo gets what is left of the coins
 */
public record ProxyIncreaseStake(long queryId, NanoTon amount, TonAddress excessesTo) implements QueryMessage {
    static ProxyIncreaseStake read(long queryId, CellSlice in) {
        return new ProxyIncreaseStake(queryId, in.loadCoins(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.PROXY_INCREASE_STAKE;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(
                        Bodies.begin(Operation.PROXY_INCREASE_STAKE, queryId).storeCoins(amount), excessesTo)
                .build();
    }
}
