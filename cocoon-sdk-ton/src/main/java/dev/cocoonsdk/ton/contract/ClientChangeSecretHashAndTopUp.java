package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Raises the balance of a client contract and sets the hash of its password; from its owner ({@code docs/protocol/contracts.md} 7.1, {@code owner_client_change_secret_hash_and_top_up}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param amount what the balance grows by; comes with the message besides the fees
 * @param secretHash SHA-256 of the password
 * @param excessesTo gets what is left of the coins
 */
public record ClientChangeSecretHashAndTopUp(long queryId, NanoTon amount, Hash256 secretHash, TonAddress excessesTo)
        implements QueryMessage {
    static ClientChangeSecretHashAndTopUp read(long queryId, CellSlice in) {
        return new ClientChangeSecretHashAndTopUp(queryId, in.loadCoins(), in.loadHash(), TonAddress.read(in));
    }

    @Override
    public Operation operation() {
        return Operation.CLIENT_CHANGE_SECRET_HASH_AND_TOP_UP;
    }

    @Override
    public Cell toCell() {
        return Bodies.address(
                        Bodies.begin(Operation.CLIENT_CHANGE_SECRET_HASH_AND_TOP_UP, queryId)
                                .storeCoins(amount)
                                .storeHash(secretHash),
                        excessesTo)
                .build();
    }
}
