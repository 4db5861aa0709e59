package dev.cocoonsdk.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the command in this JVM, with captured streams that are no terminal. */
record CliRun(int exitCode, String out, String err) {

    static CliRun of(String... args) {
        return withInput("", Map.of(), args);
    }

    static CliRun withInput(String input, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);
        CliContext context =
                new CliContext(terminal, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), environment);
        int exitCode = Main.run(context, args);
        return new CliRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
