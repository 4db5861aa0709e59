package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Raises the lower limit of the balance; to a client contract from its owner ({@code docs/protocol/contracts.md} 7.1, {@code owner_client_increase_stake}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param newStake the new limit, greater than the old one
 * @param excessesTo gets what is left of the coins
 */
public record ClientIncreaseStake(long queryId, NanoTon newStake, TonAddress excessesTo) implements QueryMessage {
    static ClientIncreaseStake read(long queryId, CellSlice in) {
        return new ClientIncreaseStake(queryId, in.loadCoins(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_INCREASE_STAKE;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(
                        Bodies.begin(Operation.CLIENT_INCREASE_STAKE, queryId).storeCoins(newStake), excessesTo)
                .build();
    }
}
