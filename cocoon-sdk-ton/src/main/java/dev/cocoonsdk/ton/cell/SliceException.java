package dev.cocoonsdk.ton.cell;

/** A cell that does not hold what its reader expects at a place. */
public final class SliceException extends CellException {

    private static final long serialVersionUID = 1L;

    private final int bit;
    private final int ref;

    /**
     * An error at a place.
     *
     * @param problem what was found and what was expected
     * @param bit bits of the cell that were read before
     * @param ref references of the cell that were read before
     */
    SliceException(String problem, int bit, int ref) {
        super(problem + ", at bit " + bit + ", reference " + ref);
        this.bit = bit;
        this.ref = ref;
    }

    /** Bits of the cell that were read before, 0 to 1023. */
    public int bit() {
        return bit;
    }

    /** References of the cell that were read before, 0 to 4. */
    public int ref() {
        return ref;
    }
}
