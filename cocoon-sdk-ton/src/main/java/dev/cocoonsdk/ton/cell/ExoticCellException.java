package dev.cocoonsdk.ton.cell;

/**
 * A bag of cells that holds an exotic cell (pruned branch, library reference, Merkle proof or Merkle update). They occur in proofs
 * and blocks, in none of the structures that this library reads, and are refused rather than hashed by the rules of ordinary cells.
 */
public final class ExoticCellException extends BocFormatException {

    private static final long serialVersionUID = 1L;

    /**
     * An error at a place.
     *
     * @param offset bytes from the beginning of the input to the cell
     */
    public ExoticCellException(int offset) {
        super(offset, "exotic cell (expected: ordinary cells only)");
    }
}
