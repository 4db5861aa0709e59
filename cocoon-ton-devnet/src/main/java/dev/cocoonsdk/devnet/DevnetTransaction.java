package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.ActionPhase;
import dev.cocoonsdk.ton.block.ComputePhase;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.block.TransactionDescription;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the local chain.
 *
 * @param account whose it is
 * @param block seqno of its block
 * @param cell its cell
 * @param transaction what the cell says
 */
public record DevnetTransaction(TonAddress account, long block, Cell cell, Transaction transaction) {

    static DevnetTransaction parse(TonAddress account, long block, Cell cell) {
        return new DevnetTransaction(account, block, cell, Transaction.parse(cell));
    }

    /** Its name. */
    public TransactionId id() {
        return new TransactionId(transaction.lt(), transaction.hash());
    }

    /** When it was executed. */
    public Instant time() {
        return Instant.ofEpochSecond(transaction.time());
    }

    /** The message that caused it. */
    public Message incoming() {
        Message message = transaction.incoming();
        if (message == null) {
            throw new IllegalStateException("transaction without a message");
        }
        return message;
    }

    /** Who sent the message, or null for an external one. */
    public @Nullable TonAddress source() {
        return incoming().header().source() instanceof MsgAddress.Standard standard ? standard.address() : null;
    }

    /** Coins that came with the message. */
    public NanoTon value() {
        return incoming().header() instanceof MessageHeader.Internal internal
                ? internal.value().coins()
                : NanoTon.ZERO;
    }

    /** Whether the contract did not run or failed, so that nothing it did was kept. */
    public boolean isAborted() {
        return transaction.description() instanceof TransactionDescription.Ordinary ordinary && ordinary.aborted();
    }

    /**
     * The contract's exit code, or that of the action phase if the contract itself ended well but its actions failed; null if it did not
     * run.
     */
    public @Nullable Integer exitCode() {
        if (transaction.description() instanceof TransactionDescription.Ordinary ordinary
                && ordinary.compute() instanceof ComputePhase.Ran ran) {
            ActionPhase action = ordinary.action();
            return ran.success() && action != null && !action.success() ? action.resultCode() : ran.exitCode();
        }
        return null;
    }

    /** The form in which nodes see it. */
    public TonTransaction toTonTransaction() {
        boolean bounced = incoming().header() instanceof MessageHeader.Internal internal && internal.bounced();
        return new TonTransaction(
                id(), time(), source(), value(), bounced, incoming().body(), outcome());
    }

    private TonTransaction.Outcome outcome() {
        if (exitCode() == null) {
            return TonTransaction.Outcome.SKIPPED;
        }
        return isAborted() ? TonTransaction.Outcome.ABORTED : TonTransaction.Outcome.SUCCEEDED;
    }

    static Hash256 hash(DevnetTransaction transaction) {
        return transaction.transaction().hash();
    }
}
