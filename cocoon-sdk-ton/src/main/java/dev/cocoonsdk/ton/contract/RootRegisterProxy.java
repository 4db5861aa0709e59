package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Lists a proxy under the next number; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_register_proxy}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param text {@code hostport} or {@code hostport SP hostport}, at most 127 characters of Latin-1
 */
public record RootRegisterProxy(long queryId, String text) implements QueryMessage {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RootRegisterProxy {
        Bodies.checkProxyEntry(text);
    }

    static RootRegisterProxy read(long queryId, CellSlice in) {
        return new RootRegisterProxy(queryId, Bodies.readProxyEntry(in));
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_REGISTER_PROXY;
    }

    @Override
    public Cell toCell() {
        return Bodies.proxyEntry(Bodies.begin(Operation.ROOT_REGISTER_PROXY, queryId), text)
                .build();
    }
}
