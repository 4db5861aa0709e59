package dev.cocoonsdk.ton.cell;

/**
 * A cell was asked for what it does not hold or given what it cannot hold. The message says what was found and what was expected,
 * never the content.
 */
public class CellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An error.
     *
     * @param message what was found and what was expected
     */
    public CellException(String message) {
        super(message);
    }
}
