package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Makes a Cocoon wallet send a message; from its owner ({@code docs/protocol/contracts.md} 9.6, {@code owner_wallet_send_message}).
 *
 * @param queryId any 64 bits; comes back in what the contract sends
 * @param mode how the wallet sends it, 0 to 255
 * @param message the complete message
 */
public record WalletSendMessage(long queryId, int mode, Cell message) implements QueryMessage {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public WalletSendMessage {
        Bodies.checkUint("mode", mode, 8);
    }

    static WalletSendMessage read(long queryId, CellSlice in) {
        return new WalletSendMessage(queryId, (int) in.loadUint(8), in.loadRef());
    }

    @Override
    public Operation operation() {
        return Operation.WALLET_SEND_MESSAGE;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.WALLET_SEND_MESSAGE, queryId)
                .storeUint(mode, 8)
                .storeRef(message)
                .build();
    }
}
