package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * A message (TL-B {@code Message}): header, the receiver's initial state where it may have to be deployed, body. Initial state and body
 * stand either in the message's own cell or in one that it refers to; both forms mean the same ({@code docs/protocol/contracts.md} 7.5),
 * but give other hashes.
 *
 * @param header from whom, to whom, with what
 * @param init deploys the receiver, or null
 * @param initByRef whether the initial state has a cell of its own; false if there is none
 * @param body what the receiver is told; an empty cell if nothing
 * @param bodyByRef whether the body has a cell of its own
 */
public record Message(MessageHeader header, @Nullable StateInit init, boolean initByRef, Cell body, boolean bodyByRef) {

    /**
     * Checks that nothing absent is referred to.
     *
     * @throws IllegalArgumentException if there is no initial state and it has a cell of its own
     */
    public Message {
        if (init == null && initByRef) {
            throw new IllegalArgumentException("initial state by reference: none (expected: one)");
        }
    }

    /**
     * A message in the form in which the C++ nodes write theirs: initial state and body by reference, an empty body in place ({@code
     * docs/protocol/contracts.md} 9.6).
     *
     * @param init deploys the receiver, or null
     * @param body what the receiver is told
     */
    public static Message of(MessageHeader header, @Nullable StateInit init, Cell body) {
        return new Message(header, init, init != null, body, !body.equals(Cell.EMPTY));
    }

    /**
     * Reads a message's cell.
     *
     * @throws CellException if it has another layout or anything left over
     */
    public static Message parse(Cell cell) {
        CellSlice in = cell.beginRead();
        MessageHeader header = MessageHeader.read(in);
        StateInit init = null;
        boolean initByRef = false;
        if (in.loadBit()) {
            initByRef = in.loadBit();
            init = initByRef ? StateInit.parse(in.loadRef()) : StateInit.read(in);
        }
        boolean bodyByRef = in.loadBit();
        Cell body = bodyByRef ? in.loadRef() : in.toCell();
        if (bodyByRef) {
            in.endParse();
        }
        return new Message(header, init, initByRef, body, bodyByRef);
    }

    /**
     * The message's cell.
     *
     * @throws CellException if it does not fit; body and initial state fit by reference
     */
    public Cell toCell() {
        CellBuilder out = new CellBuilder();
        header.write(out);
        out.storeBit(init != null);
        if (init != null) {
            out.storeBit(initByRef);
            if (initByRef) {
                out.storeRef(init.toCell());
            } else {
                init.write(out);
            }
        }
        out.storeBit(bodyByRef);
        return (bodyByRef ? out.storeRef(body) : out.storeSlice(body.beginRead())).build();
    }
}
