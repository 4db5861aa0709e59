package dev.cocoonsdk.cli;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command may use of the world, and what it must close when the process is told to stop. */
final class CliContext implements AutoCloseable {

    private final Terminal terminal;
    private final InputStream in;
    private final Map<String, String> environment;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    CliContext(Terminal terminal, InputStream in, Map<String, String> environment) {
        this.terminal = terminal;
        this.in = in;
        this.environment = Map.copyOf(environment);
    }

    static CliContext ofProcess() {
        return new CliContext(Terminal.ofProcess(), System.in, System.getenv());
    }

    Terminal terminal() {
        return terminal;
    }

    InputStream in() {
        return in;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Closes {@code resource} at the end of the command, or earlier if the process is interrupted; the last one first. */
    <T extends AutoCloseable> T closeLater(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    /** Closes everything that is open; safe to call again and from another thread. */
    @Override
    public void close() {
        AutoCloseable next = pop();
        while (next != null) {
            closeOne(next);
            next = pop();
        }
    }

    private @Nullable AutoCloseable pop() {
        synchronized (open) {
            return open.poll();
        }
    }

    private void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            terminal.err().println("cocoon: while closing: " + ErrorReport.firstLine(e));
        }
    }
}
