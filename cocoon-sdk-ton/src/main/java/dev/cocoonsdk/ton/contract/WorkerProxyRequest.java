package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * What a worker contract tells the proxy contract after every change ({@code docs/protocol/contracts.md} 7.3, {@code
 * worker_proxy_request}).
 *
 * @param queryId that of the message that caused it
 * @param owner gets the payouts; true only if the sender is the contract that belongs to it
 * @param state of the worker contract after the change
 * @param tokens cumulative adjusted tokens that were paid out, an unsigned 64-bit number
 * @param payload what shall be paid, or null for information only
 */
public record WorkerProxyRequest(
        long queryId,
        TonAddress owner,
        ContractState state,
        long tokens,
        @Nullable WorkerProxyPayoutRequest payload) implements QueryMessage {

    static WorkerProxyRequest read(long queryId, CellSlice in) {
        TonAddress owner = TonAddress.read(in);
        ContractState state = ContractState.read(in);
        long tokens = in.loadUint(64);
        Cell payload = in.loadMaybeRef();
        return new WorkerProxyRequest(queryId, owner, state, tokens, payload == null ? null : parsePayload(payload));
    }

    private static WorkerProxyPayoutRequest parsePayload(Cell payload) {
        CellSlice in = payload.beginRead();
        Bodies.checkPayload(in, Operation.WORKER_PROXY_PAYOUT_REQUEST);
        WorkerProxyPayoutRequest request = WorkerProxyPayoutRequest.read(in);
        in.endParse();
        return request;
    }

    @Override
    public Operation operation() {
        return Operation.WORKER_PROXY_REQUEST;
    }

    @Override
    public Cell toCell() {
        CellBuilder out = Bodies.address(Bodies.begin(operation(), queryId), owner);
        state.write(out);
        return out.storeUint(tokens, 64)
                .storeMaybeRef(payload == null ? null : payload.toCell())
                .build();
    }
}
