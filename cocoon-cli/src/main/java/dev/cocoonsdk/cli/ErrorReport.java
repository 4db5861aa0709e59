package dev.cocoonsdk.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Turns a failure into the one line and the exit code that the user gets. */
final class ErrorReport {

    private static final int MAX_LENGTH = 600;

    private ErrorReport() {}

    static int exitCode(Throwable failure) {
        if (failure instanceof CliException ours) {
            return ours.exitCode();
        } else if (failure instanceof IllegalArgumentException || failure instanceof java.io.IOException) {
            return ExitCode.USAGE;
        }
        return ExitCode.FAILED;
    }

    /** What happened, and where it helps what to do, on one line. */
    static String line(Throwable failure) {
        if (failure instanceof NoSuchFileException file) {
            return "no such file: " + file.getFile();
        } else if (failure instanceof AccessDeniedException file) {
            return "not allowed to use " + file.getFile();
        } else if (failure instanceof CliException || failure instanceof IllegalArgumentException) {
            return firstLine(failure);
        }
        return firstLine(failure) + " (-v shows details)";
    }

    /** The message without line breaks and control characters, or the type's name if there is none. */
    static String firstLine(Throwable failure) {
        @Nullable String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
