package dev.cocoonsdk.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A process of the {@code cocoon} command that is killed without warning and started again with the same arguments. */
final class Victim implements AutoCloseable {

    private final String name;
    private final List<String> arguments;
    private final Path out;
    private final Path err;
    private Process process;
    private int starts;

    Victim(String name, Path directory, List<String> arguments) {
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.out = directory.resolve(name + ".out");
        this.err = directory.resolve(name + ".err");
    }

    String name() {
        return name;
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "dev.cocoonsdk.cli.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        process = builder.start();
        starts++;
    }

    /** SIGKILL: nothing of the process runs any more when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(name + " is dead").isTrue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int starts() {
        return starts;
    }

    /** Waits until the output since the beginning has a line that fits. */
    void awaitOutput(Predicate<String> line) {
        Awaitility.await(name)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(isAlive()).as(name + " runs: " + messages()).isTrue();
                    return Files.exists(out) && Files.readAllLines(out).stream().anyMatch(line);
                });
    }

    String messages() throws IOException {
        String all = Files.exists(err) ? Files.readString(err) : "";
        return name + ":\n" + all.substring(Math.max(0, all.length() - 4000));
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
