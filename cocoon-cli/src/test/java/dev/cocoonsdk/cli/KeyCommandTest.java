package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(PassphraseOptions.VARIABLE, "correct horse");

    @TempDir
    private Path folder;

    @Test
    void makesAKeyShowsItsPublicHalfAndNeverReplacesIt() throws IOException {
        String file = folder.resolve("wallet.key").toString();
        Path wrong = Files.writeString(folder.resolve("wrong"), "another passphrase\n");

        CliRun created = CliRun.withInput("", ENVIRONMENT, "key", "create", file);
        CliRun shown = CliRun.of("key", "show", file);

        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(shown.out()).isEqualTo(created.out()).hasSize(45);
        assertThat(CliRun.withInput("", ENVIRONMENT, "key", "show", file, "--check")
                        .exitCode())
                .isZero();
        assertThat(CliRun.of("key", "show", file, "--check", "--passphrase-file", wrong.toString())
                        .err())
                .contains("wrong passphrase");
        assertThat(CliRun.withInput("", ENVIRONMENT, "key", "create", file).err())
                .contains("exists already");
    }

    @Test
    void asksForAPassphraseWhereThereIsNone() {
        CliRun run = CliRun.of("key", "create", folder.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--passphrase-file", PassphraseOptions.VARIABLE);
    }
}
