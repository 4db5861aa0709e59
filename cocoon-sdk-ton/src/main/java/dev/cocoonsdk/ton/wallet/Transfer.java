package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import org.jspecify.annotations.Nullable;

/**
 * An internal message that a wallet is asked to send ({@code docs/protocol/contracts.md} 9.6).
 *
 * @param destination the receiver
 * @param value coins that go along, including what the receiver needs for its fees
 * @param bounce whether the coins come back, less fees, if the receiver fails; false to deploy
 * @param init deploys the receiver, or null
 * @param body what the receiver is told; {@link Cell#EMPTY} for nothing
 */
public record Transfer(
        TonAddress destination,
        NanoTon value,
        boolean bounce,
        @Nullable StateInit init,
        Cell body) {

    /** A message with a body to a contract that exists; bounces. */
    public static Transfer message(TonAddress contract, NanoTon value, Cell body) {
        return new Transfer(contract, value, true, null, body);
    }

    /** Deploys a contract and leaves it the coins. */
    public static Transfer deploy(StateInit contract, NanoTon value) {
        return new Transfer(contract.address(), value, false, contract, Cell.EMPTY);
    }
}
