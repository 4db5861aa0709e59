package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * The initial state of a contract (TL-B {@code StateInit}); its hash is the contract's account id ({@code docs/protocol/contracts.md}
 * 5). Cocoon contracts have code and data and nothing else.
 *
 * @param splitDepth 0 to 31 for contracts that spread over shards, else null
 * @param special for system contracts, else null
 * @param code contract code, {@link Cell#opaque} where only its hash and depth are known; or null
 * @param data initial storage, or null
 * @param libraries root of the dictionary of the contract's libraries, or null
 */
public record StateInit(
        @Nullable Integer splitDepth,
        @Nullable TickTock special,
        @Nullable Cell code,
        @Nullable Cell data,
        @Nullable Cell libraries) {

    private static final int DEPTH_BITS = 5;

    /**
     * When a system contract runs (TL-B {@code TickTock}).
     *
     * @param tick at the beginning of each block
     * @param tock at the end of each block
     */
    public record TickTock(boolean tick, boolean tock) {}

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the split depth does not fit into 5 bits
     */
    public StateInit {
        if (splitDepth != null && splitDepth >> DEPTH_BITS != 0) {
            throw new IllegalArgumentException("split depth: " + splitDepth + " (expected: 0 to 31)");
        }
    }

    /** The initial state of an ordinary contract. */
    public StateInit(Cell code, Cell data) {
        this(null, null, code, data, null);
    }

    /**
     * Reads a cell.
     *
     * @throws CellException if it has another layout or anything left over
     */
    public static StateInit parse(Cell cell) {
        CellSlice in = cell.beginRead();
        StateInit state = read(in);
        in.endParse();
        return state;
    }

    /**
     * Takes an initial state out of a cell that goes on behind it.
     *
     * @throws CellException if there is none
     */
    public static StateInit read(CellSlice in) {
        return new StateInit(
                in.loadBit() ? Integer.valueOf((int) in.loadUint(DEPTH_BITS)) : null,
                in.loadBit() ? new TickTock(in.loadBit(), in.loadBit()) : null,
                in.loadMaybeRef(),
                in.loadMaybeRef(),
                in.loadMaybeRef());
    }

    /**
     * Adds this to a cell.
     *
     * @throws CellException if it does not fit
     */
    public void write(CellBuilder out) {
        out.storeBit(splitDepth != null);
        if (splitDepth != null) {
            out.storeUint(splitDepth, DEPTH_BITS);
        }
        out.storeBit(special != null);
        if (special != null) {
            out.storeBit(special.tick()).storeBit(special.tock());
        }
        out.storeMaybeRef(code).storeMaybeRef(data).storeMaybeRef(libraries);
    }

    /**
     * The code of a state that has one, such as every ordinary contract's.
     *
     * @throws CellException if there is none
     */
    public Cell requireCode() {
        return required("code", code);
    }

    /**
     * The storage of a state that has some, such as every ordinary contract's.
     *
     * @throws CellException if there is none
     */
    public Cell requireData() {
        return required("data", data);
    }

    private static Cell required(String what, @Nullable Cell cell) {
        if (cell == null) {
            throw new CellException("initial state: no " + what + " (expected: code and data)");
        }
        return cell;
    }

    /** The cell that is deployed. */
    public Cell toCell() {
        CellBuilder out = new CellBuilder();
        write(out);
        return out.build();
    }

    /** The contract's address, in workchain 0. */
    public TonAddress address() {
        return TonAddress.basechain(toCell().hash());
    }
}
