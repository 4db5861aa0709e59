package dev.cocoonsdk.provider.internal.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The embedded model in a JVM of its own, because what is tested for would end this one. */
class LongCommandLineTest {

    private static final int CHARACTERS = 8_000;

    /** Loads the model. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            MiniLmModel.load().close();
            System.out.print("loaded");
        }
    }

    @Test
    void the_model_loads_in_a_jvm_with_a_long_command_line() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-Dpadding=" + "x".repeat(CHARACTERS),
                Program.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("exit code").isZero();
        assertThat(output).endsWith("loaded");
    }
}
