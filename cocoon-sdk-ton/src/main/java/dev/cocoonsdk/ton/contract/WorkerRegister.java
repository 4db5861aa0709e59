package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Makes a worker contract tell the proxy its state; from its owner ({@code docs/protocol/contracts.md} 7.2, {@code owner_worker_register}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param excessesTo gets what is left of the coins
 */
public record WorkerRegister(long queryId, TonAddress excessesTo) implements QueryMessage {
    static WorkerRegister read(long queryId, CellSlice in) {
        return new WorkerRegister(queryId, TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.WORKER_REGISTER;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.WORKER_REGISTER, queryId), excessesTo)
                .build();
    }
}
