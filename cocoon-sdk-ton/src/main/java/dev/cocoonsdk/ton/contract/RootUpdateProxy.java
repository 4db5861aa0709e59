package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Changes the addresses of a proxy; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_update_proxy}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param seqno number of the proxy, an unsigned 32-bit number
 * @param text {@code hostport} or {@code hostport SP hostport}, at most 127 characters of Latin-1
 */
public record RootUpdateProxy(long queryId, long seqno, String text) implements QueryMessage {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RootUpdateProxy {
        Bodies.checkUint("seqno", seqno, 32);
        Bodies.checkProxyEntry(text);
    }

    static RootUpdateProxy read(long queryId, CellSlice in) {
        return new RootUpdateProxy(queryId, in.loadUint(32), Bodies.readProxyEntry(in));
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_UPDATE_PROXY;
    }

    @Override
    public Cell toCell() {
        return Bodies.proxyEntry(
                        Bodies.begin(Operation.ROOT_UPDATE_PROXY, queryId).storeUint(seqno, 32), text)
                .build();
    }
}
