package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.concurrent.CompletableFuture;

/**
 * A transfer that waits or is under way.
 *
 * @param transfer what to send
 * @param size bytes of its message
 * @param result completes with the wallet's transaction
 */
record QueuedTransfer(Transfer transfer, int size, CompletableFuture<TransactionId> result) {

    /** Most that a wallet's message carries, fees included ({@code docs/protocol/payments.md} 2). */
    static final NanoTon MOST_COINS = NanoTon.ofTon(1000);

    /** What a transfer may cost in fees. */
    static final NanoTon FEE_RESERVE = NanoTon.of(NanoTon.PER_TON / 10);

    /** The network takes external messages of at most 65,535 bytes; the rest is for the envelope. */
    static final int MOST_BYTES = 60_000;

    /**
     * Checks that the transfer can be sent at all.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static QueuedTransfer of(Transfer transfer) {
        NanoTon most = MOST_COINS.minus(FEE_RESERVE);
        if (transfer.value().compareTo(most) > 0) {
            throw new IllegalArgumentException("transfer: " + transfer.value() + " (expected: <= " + most + ")");
        }
        int size;
        try {
            size = BagOfCells.serialize(WalletCells.message(transfer)).length;
        } catch (CellException e) {
            throw new IllegalArgumentException("transfer: its message cannot be built", e);
        }
        if (size > MOST_BYTES) {
            throw new IllegalArgumentException("transfer: " + size + " bytes (expected: <= " + MOST_BYTES + ")");
        }
        return new QueuedTransfer(transfer, size, new CompletableFuture<>());
    }

    NanoTon needed() {
        return transfer.value().plus(FEE_RESERVE);
    }
}
