package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void saysItsVersion() {
        CliRun run = CliRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("cocoon \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d+\\)\\R");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void explainsItselfWithoutACommand() {
        CliRun run = CliRun.of();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("./cocoon demo", "Exit codes:", "docs/cli.md");
    }

    @Test
    void answersAMistypedCommandWithOneLineThatNamesTheRightOne() {
        CliRun run = CliRun.of("clinet");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("clinet", "client", "--help");
    }

    @Test
    void namesAMissingFile() {
        CliRun run = CliRun.of("client", "-c", "/nowhere/config.json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines()).containsExactly("cocoon client: no such file: /nowhere/config.json");
    }

    @Test
    void verbosityTakesANumberButNoFileName() {
        CliRun run = CliRun.of("client", "-v", "-c", "/nowhere/config.json");

        assertThat(run.err().lines().findFirst()).contains("cocoon client: no such file: /nowhere/config.json");
        assertThat(run.err()).as("-v shows where it comes from").contains("\tat ");
    }
}
