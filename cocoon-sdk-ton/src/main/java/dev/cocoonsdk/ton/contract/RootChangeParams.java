package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Sets prices, delays and stakes; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_change_params}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param pricePerToken what a client pays for an adjusted token
 * @param workerFeePerToken what of it the worker gets
 * @param proxyDelay how long a proxy contract is closing, seconds, an unsigned 32-bit number
 * @param clientDelay how long a client contract is closing, seconds, an unsigned 32-bit number
 * @param minProxyStake stake that a proxy should have; nothing enforces it
 * @param minClientStake stake of a new client contract
 */
public record RootChangeParams(
        long queryId,
        NanoTon pricePerToken,
        NanoTon workerFeePerToken,
        long proxyDelay,
        long clientDelay,
        NanoTon minProxyStake,
        NanoTon minClientStake)
        implements QueryMessage {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RootChangeParams {
        Bodies.checkUint("proxyDelay", proxyDelay, 32);
        Bodies.checkUint("clientDelay", clientDelay, 32);
    }

    static RootChangeParams read(long queryId, CellSlice in) {
        return new RootChangeParams(
                queryId,
                in.loadCoins(),
                in.loadCoins(),
                in.loadUint(32),
                in.loadUint(32),
                in.loadCoins(),
                in.loadCoins());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_CHANGE_PARAMS;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_CHANGE_PARAMS, queryId)
                .storeCoins(pricePerToken)
                .storeCoins(workerFeePerToken)
                .storeUint(proxyDelay, 32)
                .storeUint(clientDelay, 32)
                .storeCoins(minProxyStake)
                .storeCoins(minClientStake)
                .build();
    }
}
