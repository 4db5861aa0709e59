package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
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
 */
public record TonTransaction(
        TransactionId id,
        Instant time,
        @Nullable TonAddress source,
        NanoTon value,
        boolean bounced,
        Cell body,
        Outcome outcome) {

    /** What became of an execution. */
    public enum Outcome {
        /** The contract ran and its actions were carried out. */
        SUCCEEDED,
        /** The contract did not run, usually because the message brought too few coins. */
        SKIPPED,
        /** The contract ran and failed: coins of the message went back. */
        ABORTED
    }
}
