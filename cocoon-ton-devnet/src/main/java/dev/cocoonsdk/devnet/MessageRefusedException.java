package dev.cocoonsdk.devnet;

/** A contract did not accept an external message, so there is no transaction and nothing was paid. */
public final class MessageRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    MessageRefusedException(String problem, int exitCode) {
        super("external message refused: " + problem + " (exit code " + exitCode + ")");
        this.exitCode = exitCode;
    }

    /** The contract's exit code, 0 if it did not even run, for example because there is no contract. */
    public int exitCode() {
        return exitCode;
    }
}
