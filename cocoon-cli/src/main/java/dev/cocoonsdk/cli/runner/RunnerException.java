package dev.cocoonsdk.cli.runner;

/** A request that failed, with its code of {@code docs/protocol/wire.md} 14. */
public final class RunnerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** A failure with a text for humans. */
    public RunnerException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** What programs read. */
    public int code() {
        return code;
    }
}
