package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * What every contract ignores ({@code docs/protocol/contracts.md} 7.3, {@code do_not_process}).
 *
 * @param rest anything, of at most 991 bits
 */
public record DoNotProcess(Cell rest) implements ContractMessage {

    /**
     * Checks the size.
     *
     * @throws CellException if the rest does not fit or cannot be read
     */
    public DoNotProcess {
        write(rest);
    }

    static ContractMessage readAny(CellSlice in) {
        if (SaveState.isNext(in.copy())) {
            return SaveState.read(in);
        }
        CellBuilder rest = new CellBuilder().storeSlice(in);
        in.skipBits(in.remainingBits());
        while (in.remainingRefs() > 0) {
            in.loadRef();
        }
        return new DoNotProcess(rest.build());
    }

    private static CellBuilder write(Cell rest) {
        return Bodies.begin(Operation.DO_NOT_PROCESS).storeSlice(rest.beginRead());
    }

    @Override
    public Operation operation() {
        return Operation.DO_NOT_PROCESS;
    }

    @Override
    public Cell toCell() {
        return write(rest).build();
    }
}
