package dev.cocoonsdk.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Processes that run the {@code cocoon} command, each a JVM of its own. */
final class Processes implements AutoCloseable {

    private final Path directory;
    private final List<Running> running = new ArrayList<>();

    Processes(Path directory) {
        this.directory = directory;
    }

    /** One of them; its streams are files. */
    static final class Running {
        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        /** Waits until the output has a match and gives its first group. */
        String await(String regex) {
            Pattern pattern = Pattern.compile(regex);
            return Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> find(pattern), found -> !found.isEmpty());
        }

        private String find(Pattern pattern) throws IOException {
            Matcher matcher = pattern.matcher(Files.readString(out));
            if (matcher.find()) {
                return matcher.group(1);
            }
            assertThat(process.isAlive()).as("it runs: " + messages()).isTrue();
            return "";
        }

        String messages() throws IOException {
            return Files.readString(err);
        }

        long pid() {
            return process.pid();
        }
    }

    /** Starts {@code ./cocoon} with these arguments. */
    Running cocoon(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "dev.cocoonsdk.cli.Main"));
        command.addAll(List.of(arguments));
        Path out = directory.resolve(running.size() + "-" + arguments[0] + ".out");
        Path err = directory.resolve(running.size() + "-" + arguments[0] + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        Running started = new Running(process, out, err);
        running.add(started);
        return started;
    }

    /** Everything that the processes complained about. */
    String messages() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Running one : running) {
            all.append(one.err.getFileName()).append(":\n");
            all.append(new String(Files.readAllBytes(one.err), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    @Override
    public void close() {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).process.destroy();
        }
        running.forEach(Processes::awaitEnd);
    }

    private static void awaitEnd(Running one) {
        try {
            if (!one.process.waitFor(60, TimeUnit.SECONDS)) {
                one.process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            one.process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
