package dev.cocoonsdk.ton.cell;

/** Bytes that are no bag of cells. */
public class BocFormatException extends CellException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    /**
     * An error at a place.
     *
     * @param offset bytes from the beginning of the input to the offending item
     * @param problem what was found and what was expected
     */
    public BocFormatException(int offset, String problem) {
        super("bag of cells: " + problem + ", at byte " + offset);
        this.offset = offset;
    }

    /** Bytes from the beginning of the input to the offending item. */
    public int offset() {
        return offset;
    }
}
