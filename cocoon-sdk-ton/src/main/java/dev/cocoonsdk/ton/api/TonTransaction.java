package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one message did to an account, as far as nodes look at it ({@code docs/protocol/payments.md} 4). The message counts whether
 * or not the account could execute it.
 *
 * @param id the transaction
 * @param time when it was executed
 * @param source who sent the message, or null for an external one
 * @param value coins that came with the message
 * @param bounced whether the message is one of the account's own that came back
 * @param body the message's body
 * @param outcome what became of the execution
 * @param details the whole transaction with its phases and the messages it sent, or null if the source does not tell
 */
public record TonTransaction(
        TransactionId id,
        Instant time,
        @Nullable TonAddress source,
        NanoTon value,
        boolean bounced,
        Cell body,
        Outcome outcome,
        @Nullable Transaction details) {

    private static final int OP_BITS = 32;
    private static final int QUERY_ID_BITS = 64;

    /** What became of an execution. */
    public enum Outcome {
        /** The contract ran and its actions were carried out. */
        SUCCEEDED,
        /** The contract did not run, usually because the message brought too few coins. */
        SKIPPED,
        /** The contract ran and failed: coins of the message went back. */
        ABORTED
    }

    /** A transaction of which no more is known. */
    public TonTransaction(
            TransactionId id,
            Instant time,
            @Nullable TonAddress source,
            NanoTon value,
            boolean bounced,
            Cell body,
            Outcome outcome) {
        this(id, time, source, value, bounced, body, outcome, null);
    }

    /** What nodes look at of a transaction. */
    public static TonTransaction of(Transaction transaction) {
        return TransactionSummary.of(transaction);
    }

    /**
     * Whether the message is an operation of another contract: from an account, not one that came back, with op and query id. Nodes ignore
     * all others.
     */
    public boolean isOperation() {
        return source != null && !bounced && holds(OP_BITS + QUERY_ID_BITS);
    }

    /** The operation's number, an unsigned 32-bit number; null if this is {@linkplain #isOperation no operation}. */
    public @Nullable Long op() {
        return isOperation() ? (Long) number(0, OP_BITS) : null;
    }

    /** The operation's query id, an unsigned 64-bit number; null if this is {@linkplain #isOperation no operation}. */
    public @Nullable Long queryId() {
        return isOperation() ? (Long) number(OP_BITS, QUERY_ID_BITS) : null;
    }

    /** The number of the account's own operation that came back; null if none did or its number is not told. */
    public @Nullable Long bouncedOp() {
        return bounced && holds(2 * OP_BITS) ? (Long) number(OP_BITS, OP_BITS) : null;
    }

    /** The query id of the account's own operation that came back; null if none did or its id is not told. */
    public @Nullable Long bouncedQueryId() {
        return bounced && holds(2 * OP_BITS + QUERY_ID_BITS) ? (Long) number(2 * OP_BITS, QUERY_ID_BITS) : null;
    }

    /** Whether coins did not do what they were sent for: a message with coins failed here, or one of the account's own came back. */
    public boolean isAlarming() {
        return bounced || (outcome == Outcome.ABORTED && !value.isZero());
    }

    /** The contract's exit code; null if it did not run or the source does not tell. */
    public @Nullable Integer exitCode() {
        return details == null ? null : TransactionSummary.exitCode(details);
    }

    /** The account's transaction before this one, {@link TransactionId#NONE} if there was none; null if the source does not tell. */
    public @Nullable TransactionId previous() {
        return details == null ? null : new TransactionId(details.previousLt(), details.previousHash());
    }

    /** The message that caused it, null if there was none or the source does not tell. */
    public @Nullable Message message() {
        return details == null ? null : details.incoming();
    }

    private boolean holds(int bits) {
        return !body.isExotic() && !body.isOpaque() && body.bits() >= bits;
    }

    private long number(int offset, int bits) {
        CellSlice in = body.beginRead();
        in.skipBits(offset);
        return in.loadUint(bits);
    }
}
