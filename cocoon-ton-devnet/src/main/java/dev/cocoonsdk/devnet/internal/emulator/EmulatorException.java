package dev.cocoonsdk.devnet.internal.emulator;

/** The emulator failed, which is not the same as a contract that failed. */
public final class EmulatorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An error of the emulator. */
    public EmulatorException(String problem) {
        super("TON emulator: " + problem);
    }

    /** An error of the emulator with its cause. */
    public EmulatorException(String problem, Throwable cause) {
        super("TON emulator: " + problem, cause);
    }
}
