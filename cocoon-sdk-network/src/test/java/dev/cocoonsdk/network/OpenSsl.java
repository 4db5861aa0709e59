package dev.cocoonsdk.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The openssl program of this machine, if it has one. */
final class OpenSsl implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder seen = new StringBuilder();

    private OpenSsl(Path directory, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, "openssl");
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static OpenSsl start(Path directory, String... arguments) throws IOException {
        return new OpenSsl(directory, List.of(arguments));
    }

    /** Runs it to its end. */
    static String run(Path directory, String... arguments) throws IOException, InterruptedException {
        try (OpenSsl openssl = start(directory, arguments)) {
            return openssl.rest();
        }
    }

    /** What it is, or nothing if there is none. */
    static String version(Path directory) throws InterruptedException {
        try {
            return run(directory, "version");
        } catch (IOException e) {
            return "";
        }
    }

    /** Reads to the line that contains a text, and gives that line. */
    String lineWith(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return line;
            }
        }
        throw new IOException("no line with " + text + ":\n" + seen);
    }

    void type(String text) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(text.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Ends its input and gives all that it said. */
    String rest() throws IOException, InterruptedException {
        process.getOutputStream().close();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
        }
        process.waitFor(60, TimeUnit.SECONDS);
        return seen.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
