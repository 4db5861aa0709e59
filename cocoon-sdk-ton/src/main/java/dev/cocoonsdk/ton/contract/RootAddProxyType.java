package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Allows an image of proxies; to the root contract from its owner ({@code docs/protocol/contracts.md} 7.4, {@code root_add_proxy_type}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param hash image hash
 */
public record RootAddProxyType(long queryId, Hash256 hash) implements QueryMessage {
    static RootAddProxyType read(long queryId, CellSlice in) {
        return new RootAddProxyType(queryId, in.loadHash());
    }

    @Override
    public Operation operation() {
        return Operation.ROOT_ADD_PROXY_TYPE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.ROOT_ADD_PROXY_TYPE, queryId)
                .storeHash(hash)
                .build();
    }
}
