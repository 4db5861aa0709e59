package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPaymentException;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * The body of a message to or from a Cocoon contract ({@code docs/protocol/contracts.md} 7). Whether the body stands in the message or in a
 * cell of its own is no part of it.
 */
public sealed interface ContractMessage permits QueryMessage, TextCommand, DoNotProcess, Bounced {

    /** What the body begins with. */
    Operation operation();

    /**
     * The body.
     *
     * @throws CellException if an address or a cell of it does not fit
     */
    Cell toCell();

    /**
     * Reads a body.
     *
     * @throws CellException if the operation is unknown, the layout another one, or anything left over
     */
    static ContractMessage parse(Cell body) {
        CellSlice in = body.beginRead();
        int code = (int) in.loadUint(32);
        Operation operation = Operation.of(code)
                .orElseThrow(() -> new CellException("operation " + Integer.toHexString(code) + ": unknown"));
        if (SignedPayment.Kind.ofOperation(code).isPresent()) {
            return new SignedRequest(signed(body));
        }
        ContractMessage message = read(operation, in);
        in.endParse();
        return message;
    }

    private static ContractMessage read(Operation operation, CellSlice in) {
        return switch (operation) {
            case TEXT -> TextCommand.read(in);
            case DO_NOT_PROCESS -> DoNotProcess.readAny(in);
            case BOUNCED -> Bounced.read(in);
            default -> QueryBodies.read(operation, in);
        };
    }

    private static SignedPayment signed(Cell body) {
        try {
            return SignedPayment.ofBody(body);
        } catch (SignedPaymentException e) {
            throw new CellException(String.valueOf(e.getMessage()));
        }
    }
}
