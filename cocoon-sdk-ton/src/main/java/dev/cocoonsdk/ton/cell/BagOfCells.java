package dev.cocoonsdk.ton.cell;

import java.util.List;

/**
 * Bags of cells (BoC): trees of cells as bytes. Equal cells are written once.
 *
 * <p>Reading takes the three standard forms (magic {@code b5ee9c72} with or without index, cache bits and CRC32C, {@code 68ff65f3},
 * {@code acc3a728}) with one or more roots, and ordinary and exotic cells. Cells that the bag announces but does not hold are
 * refused. It is total: any input gives cells or a {@link BocFormatException}; it takes linear time,
 * constant stack, and allocates in proportion to the input.
 *
 * <p>Writing gives the form of the C++ nodes: magic {@code b5ee9c72}, no index, no CRC, their order of cells, so that equal trees
 * give equal bytes there and here ({@code docs/protocol/contracts.md} 1, {@code docs/protocol/wire.md} 10.4).
 */
public final class BagOfCells {

    /** Most cells in one bag; an account on chain has at most 65,536. */
    public static final int MAX_CELLS = 1 << 18;

    /** Longest input, 64 MiB: more than that many cells can fill. */
    public static final int MAX_BYTES = 1 << 26;

    private BagOfCells() {}

    /**
     * Reads a bag.
     *
     * @param boc the whole input, nothing behind the bag
     * @return the roots, at least one
     * @throws BocFormatException if the input is no bag of cells, is deeper than {@value Cell#MAX_DEPTH}, has more than
     *     {@value #MAX_CELLS} cells or is longer than {@value #MAX_BYTES} bytes
     */
    public static List<Cell> parse(byte[] boc) {
        return new BocReader(boc).read();
    }

    /**
     * Reads a bag with exactly one root.
     *
     * @param boc the whole input, nothing behind the bag
     * @throws BocFormatException as {@link #parse(byte[])}, and if there are more roots
     */
    public static Cell parseSingle(byte[] boc) {
        List<Cell> roots = parse(boc);
        if (roots.size() != 1) {
            throw new BocFormatException(0, roots.size() + " roots (expected: 1)");
        }
        return roots.get(0);
    }

    /**
     * Writes a tree.
     *
     * @throws CellException if a cell is opaque or there are more than {@value #MAX_CELLS} distinct cells
     */
    public static byte[] serialize(Cell root) {
        return serialize(List.of(root));
    }

    /**
     * Writes several trees, which share equal cells.
     *
     * @param roots at least one, at most as many as there are distinct cells
     * @throws CellException if there are fewer or more roots, a cell is opaque or there are more than {@value #MAX_CELLS} distinct cells
     */
    public static byte[] serialize(List<Cell> roots) {
        if (roots.isEmpty()) {
            throw new CellException("bag of cells: no roots (expected: at least 1)");
        }
        return new BocWriter(roots).write();
    }
}
