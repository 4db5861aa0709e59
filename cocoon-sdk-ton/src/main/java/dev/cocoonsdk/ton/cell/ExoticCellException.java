package dev.cocoonsdk.ton.cell;

/** An exotic cell where an ordinary one must be, for example a branch that a proof has left out. */
public final class ExoticCellException extends CellException {

    private static final long serialVersionUID = 1L;

    private final CellType type;

    /**
     * An error.
     *
     * @param type what kind of cell was found
     */
    public ExoticCellException(CellType type) {
        super("exotic cell of type " + type + " (expected: an ordinary cell)");
        this.type = type;
    }

    /** What kind of cell was found. */
    public CellType type() {
        return type;
    }
}
