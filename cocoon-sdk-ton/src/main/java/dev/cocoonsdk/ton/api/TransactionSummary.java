package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.block.ComputePhase;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.block.TransactionDescription;
import dev.cocoonsdk.ton.block.TransactionDescription.Ordinary;
import dev.cocoonsdk.ton.block.TransactionDescription.TickTock;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From a transaction on chain to what nodes look at. */
final class TransactionSummary {

    private TransactionSummary() {}

    static TonTransaction of(Transaction transaction) {
        Message incoming = transaction.incoming();
        TonAddress source = null;
        NanoTon value = NanoTon.ZERO;
        boolean bounced = false;
        if (incoming != null && incoming.header() instanceof MessageHeader.Internal header) {
            source = header.source().standard();
            value = header.value().coins();
            bounced = header.bounced();
        }
        return new TonTransaction(
                new TransactionId(transaction.lt(), transaction.hash()),
                Instant.ofEpochSecond(transaction.time()),
                source,
                value,
                bounced,
                incoming == null ? Cell.EMPTY : incoming.body(),
                outcome(transaction.description()),
                transaction);
    }

    private static Outcome outcome(TransactionDescription description) {
        if (description instanceof Ordinary ordinary) {
            return outcome(ordinary.compute(), ordinary.aborted());
        }
        return description instanceof TickTock system ? outcome(system.compute(), system.aborted()) : Outcome.SUCCEEDED;
    }

    private static Outcome outcome(ComputePhase compute, boolean aborted) {
        if (compute instanceof ComputePhase.Skipped) {
            return Outcome.SKIPPED;
        }
        return aborted ? Outcome.ABORTED : Outcome.SUCCEEDED;
    }

    static @Nullable Integer exitCode(Transaction transaction) {
        ComputePhase compute = null;
        if (transaction.description() instanceof Ordinary ordinary) {
            compute = ordinary.compute();
        } else if (transaction.description() instanceof TickTock system) {
            compute = system.compute();
        }
        return compute instanceof ComputePhase.Ran ran ? (Integer) ran.exitCode() : null;
    }
}
