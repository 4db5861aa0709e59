package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Sets the codes of new contracts; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_upgrade_contracts}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param proxyCode code of proxy contracts
 * @param workerCode code of worker contracts
 * @param clientCode code of client contracts
 */
public record RootUpgradeContracts(long queryId, Cell proxyCode, Cell workerCode, Cell clientCode)
        implements QueryMessage {
    static RootUpgradeContracts read(long queryId, CellSlice in) {
        return new RootUpgradeContracts(queryId, in.loadRef(), in.loadRef(), in.loadRef());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_UPGRADE_CONTRACTS;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_UPGRADE_CONTRACTS, queryId)
                .storeRef(proxyCode)
                .storeRef(workerCode)
                .storeRef(clientCode)
                .build();
    }
}
