package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.Cell;
import org.jspecify.annotations.Nullable;

/**
 * An external message that a wallet's key signed.
 *
 * @param external the complete message, to be handed over to the network
 * @param body its body, by whose hash its transaction is found
 */
public record WalletMessage(Cell external, Cell body) {

    /** To a wallet, with its initial state if it is not deployed. */
    static WalletMessage to(TonAddress wallet, @Nullable StateInit init, Cell body) {
        MessageHeader header = MessageHeader.ExternalIn.to(MsgAddress.of(wallet));
        return new WalletMessage(Message.of(header, init, body).toCell(), body);
    }

    /** Hash of the body. */
    public Hash256 bodyHash() {
        return body.hash();
    }
}
