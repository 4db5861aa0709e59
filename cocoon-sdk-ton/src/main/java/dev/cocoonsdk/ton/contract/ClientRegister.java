package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Shows a nonce to the proxy, by which it knows who connects; to a client contract from its owner ({@code docs/protocol/contracts.md} 7.1, {@code owner_client_register}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param nonce what the proxy told in the handshake, any 64 bits
 * @param excessesTo gets what is left of the coins
 */
public record ClientRegister(long queryId, long nonce, TonAddress excessesTo) implements QueryMessage {
    static ClientRegister read(long queryId, CellSlice in) {
        return new ClientRegister(queryId, in.loadUint(64), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_REGISTER;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(Bodies.begin(Operation.CLIENT_REGISTER, queryId).storeUint(nonce, 64), excessesTo)
                .build();
    }
}
