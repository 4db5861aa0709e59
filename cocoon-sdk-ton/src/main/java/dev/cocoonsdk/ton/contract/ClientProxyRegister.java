package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * The owner shows a nonce ({@code docs/protocol/contracts.md} 7.3, {@code client_proxy_register}).
 *
 * @param nonce what the proxy told in the handshake, any 64 bits
 */
public record ClientProxyRegister(long nonce) implements ClientPayload {
    static ClientProxyRegister read(CellSlice in) {
        return new ClientProxyRegister(in.loadUint(64));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_PROXY_REGISTER;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.CLIENT_PROXY_REGISTER)
                .storeUint(nonce, 64)
                .build();
    }
}
