package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * What a payout is made of, in a {@link WorkerProxyRequest} ({@code docs/protocol/contracts.md} 7.3, {@code worker_proxy_payout_request}).
 *
 * @param workerPart for the owner of the worker
 * @param proxyPart becomes earnings of the proxy
 * @param excessesTo gets what is left of the coins
 */
public record WorkerProxyPayoutRequest(NanoTon workerPart, NanoTon proxyPart, TonAddress excessesTo) {
    static WorkerProxyPayoutRequest read(CellSlice in) {
        return new WorkerProxyPayoutRequest(in.loadCoins(), in.loadCoins(), TonAddress.read(in));
    }

    /** The payload. */
    public Cell toCell() {
        return Bodies.address(
                        Bodies.begin(Operation.WORKER_PROXY_PAYOUT_REQUEST)
                                .storeCoins(workerPart)
                                .storeCoins(proxyPart),
                        excessesTo)
                .build();
    }
}
