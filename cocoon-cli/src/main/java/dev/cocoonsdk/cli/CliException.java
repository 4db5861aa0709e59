package dev.cocoonsdk.cli;

import org.jspecify.annotations.Nullable;

/** A failure that the command itself found; its message is the line that the user reads. */
final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Arguments, files or settings that cannot be used. */
    static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message, null);
    }

    /** As {@link #usage(String)}, with the failure underneath for {@code -v}. */
    static CliException usage(String message, Throwable cause) {
        return new CliException(ExitCode.USAGE, message, cause);
    }

    /** Something that was tried and failed. */
    static CliException failed(String message, Throwable cause) {
        return new CliException(ExitCode.FAILED, message, cause);
    }

    /** No answer, or not in time. */
    static CliException unreachable(String message, Throwable cause) {
        return new CliException(ExitCode.UNREACHABLE, message, cause);
    }

    /** Not enough money for it. */
    static CliException payment(String message) {
        return new CliException(ExitCode.PAYMENT, message, null);
    }

    int exitCode() {
        return exitCode;
    }
}
