package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.Optional;

/**
 * A message that came back: 32 bits one, then what the chain kept of the body, at most 256 bits.
 *
 * @param kept the beginning of the body without references
 */
public record Bounced(Cell kept) implements ContractMessage {

    /**
     * Checks the size.
     *
     * @throws CellException if the beginning is too long or cannot be read
     */
    public Bounced {
        write(kept);
    }

    static Bounced read(CellSlice in) {
        return new Bounced(in.loadBits(in.remainingBits()));
    }

    private static CellBuilder write(Cell kept) {
        return Bodies.begin(Operation.BOUNCED).storeSlice(kept.beginRead());
    }

    /** Operation and query id of the message; empty if it had none. */
    public Optional<MessageHead> head() {
        return MessageHead.of(kept);
    }

    @Override
    public Operation operation() {
        return Operation.BOUNCED;
    }

    @Override
    public Cell toCell() {
        return write(kept).build();
    }
}
