package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.Optional;

/**
 * How a body begins, all that a node needs to find the answer to its own message ({@code docs/protocol/payments.md} 4).
 *
 * @param operation the first 32 bits, perhaps of no {@link Operation}
 * @param queryId the next 64 bits
 */
public record MessageHead(int operation, long queryId) {

    private static final int BITS = 96;

    /** The head of a body; empty if it is shorter than 96 bits or came back ({@link Bounced}). */
    public static Optional<MessageHead> of(Cell body) {
        if (body.isOpaque() || body.isExotic() || body.bits() < BITS) {
            return Optional.empty();
        }
        CellSlice in = body.beginRead();
        MessageHead head = new MessageHead((int) in.loadUint(32), in.loadUint(64));
        return head.operation == Operation.BOUNCED.code() ? Optional.empty() : Optional.of(head);
    }

    /** Whether the body begins with an operation and a query id. */
    public boolean is(Operation wanted, long wantedQueryId) {
        return operation == wanted.code() && queryId == wantedQueryId;
    }
}
