package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Sets the hash of the password; to a client contract from its owner ({@code docs/protocol/contracts.md} 7.1, {@code owner_client_change_secret_hash}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param secretHash SHA-256 of the password
 * @param excessesTo gets what is left of the coins
 */
public record ClientChangeSecretHash(long queryId, Hash256 secretHash, TonAddress excessesTo) implements QueryMessage {
    static ClientChangeSecretHash read(long queryId, CellSlice in) {
        return new ClientChangeSecretHash(queryId, in.loadHash(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_CHANGE_SECRET_HASH;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(
                        Bodies.begin(Operation.CLIENT_CHANGE_SECRET_HASH, queryId)
                                .storeHash(secretHash),
                        excessesTo)
                .build();
    }
}
