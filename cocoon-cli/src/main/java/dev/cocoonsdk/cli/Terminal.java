package dev.cocoonsdk.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where the command writes. Results go to {@link #out()}, everything else to {@link #err()}; a progress line appears only on a
 * terminal and never ends up in a file. Not thread-safe.
 */
final class Terminal {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean outIsTerminal;
    private final boolean errIsTerminal;
    private boolean progressShown;

    Terminal(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
        this.out = out;
        this.err = err;
        this.outIsTerminal = outIsTerminal;
        this.errIsTerminal = errIsTerminal;
    }

    /**
     * The process's own streams, as UTF-8 whatever the locale says. Java cannot tell which of the two is a terminal, so the
     * {@code ./cocoon} script names them in the property {@code cocoon.terminal}; without it, none is.
     */
    static Terminal ofProcess() {
        Set<String> terminals = Set.of(System.getProperty("cocoon.terminal", "").split(",", 3));
        return new Terminal(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminals.contains("out"),
                terminals.contains("err"));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    PrintStream out() {
        clearProgress();
        return out;
    }

    PrintStream err() {
        clearProgress();
        return err;
    }

    /** Whether results are read by a person, now. */
    boolean outIsTerminal() {
        return outIsTerminal;
    }

    boolean errIsTerminal() {
        return errIsTerminal;
    }

    /** Replaces the progress line on a terminal; does nothing in a pipe. */
    void progress(String text) {
        if (errIsTerminal) {
            err.print(CLEAR_LINE + text);
            err.flush();
            progressShown = true;
        }
    }

    private void clearProgress() {
        if (progressShown) {
            err.print(CLEAR_LINE);
            err.flush();
            progressShown = false;
        }
    }

    /** Text in bold where results are read on a terminal. */
    String bold(String text) {
        return outIsTerminal ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** Text in a fainter tone where results are read on a terminal. */
    String faint(String text) {
        return outIsTerminal ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
