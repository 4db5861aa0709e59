package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is refused before anything is started. */
class InputTest {

    @TempDir
    Path directory;

    @Test
    void aMissingFileIsNamed() {
        assertRefused(CliRun.of("summarize", "/nowhere.txt"), "no such file: /nowhere.txt");
    }

    @Test
    void aDirectoryIsNoText() {
        assertRefused(CliRun.of("summarize", directory.toString()), "is a directory");
    }

    @Test
    void emptyInputIsRefused() {
        assertRefused(CliRun.withInput(" \n", Map.of(), "summarize", "-"), "standard input is empty");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Path file = Files.write(directory.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});

        assertRefused(CliRun.of("summarize", file.toString()), "is not a text in UTF-8");
    }

    @Test
    void aBrokenConversationNamesTheLine() throws Exception {
        Path file = Files.writeString(
                directory.resolve("chat.jsonl"), "{\"author\":\"A\",\"text\":\"x\"}\n{\"author\":1}\n");

        assertRefused(CliRun.of("summarize", file.toString()), "chat line 2");
    }

    @Test
    void twoLengthsExcludeEachOther() {
        assertRefused(CliRun.of("summarize", "-", "--words", "9", "--sentences", "3"), "mutually exclusive");
    }

    @Test
    void lengthsHaveARange() {
        assertRefused(CliRun.withInput("text", Map.of(), "summarize", "-", "--sentences", "0"), "expected: 1 to");
    }

    @Test
    void anUnknownStyleNamesTheKnownOnes() {
        assertRefused(
                CliRun.withInput("text", Map.of(), "summarize", "-", "--style", "poem"),
                "paragraph, bullets, headline");
    }

    @Test
    void chatNeedsAServer() {
        assertRefused(CliRun.of("chat", "Why?"), "--url");
    }

    @Test
    void timeoutsHaveARange() {
        assertRefused(CliRun.of("models", "--url", "http://127.0.0.1:9", "--timeout", "0"), "--timeout");
    }

    private static void assertRefused(CliRun run, String part) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        List<String> lines = run.err().lines().toList();
        assertThat(lines).as("one line").hasSize(1);
        assertThat(lines.get(0)).startsWith("cocoon ").containsIgnoringCase(part);
    }
}
