package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code ./cocoon} script in a small checkout of its own, with a {@code java} and an {@code mvn} that only take notes. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {

    private static final List<String> TOOLS = List.of(
            "bash",
            "sh",
            "dirname",
            "readlink",
            "sed",
            "head",
            "tail",
            "grep",
            "find",
            "mkdir",
            "rmdir",
            "rm",
            "mv",
            "cp",
            "ln",
            "cat",
            "date",
            "sleep",
            "git",
            "env",
            "flock");

    @TempDir
    Path temp;

    private Path checkout;
    private Path bin;
    private Path jdk;
    private Path mavenLog;
    private final Map<Process, ProcessBuilder> outputs = new HashMap<>();

    /** What one run of the script left. */
    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void makeCheckout() throws Exception {
        checkout = Files.createDirectories(temp.resolve("check out"));
        bin = Files.createDirectories(temp.resolve("bin"));
        jdk = Files.createDirectories(temp.resolve("jdk"));
        mavenLog = temp.resolve("mvn.log");
        Files.copy(script(), checkout.resolve("cocoon"));
        executable(checkout.resolve("cocoon"));
        write(checkout.resolve("pom.xml"), "<project/>");
        write(checkout.resolve("cocoon-cli/pom.xml"), "<project/>");
        write(checkout.resolve("cocoon-cli/src/main/java/A.java"), "class A {}");
        age(checkout);
        for (String tool : TOOLS) {
            provideTool(tool);
        }
        program(bin.resolve("mvn"), """
                if [ "$2" = -v ]; then echo "Apache Maven 3.9.9 (fake)"; exit 0; fi
                echo "$*" >>'%s'
                if [ -e '%s/broken' ]; then echo '[ERROR] A.java:[1,2] not a statement'; exit 1; fi
                mkdir -p cocoon-cli/target/lib
                echo library >cocoon-cli/target/lib/library.jar
                echo cli >cocoon-cli/target/cocoon-cli-1.jar
                """.formatted(mavenLog, temp));
        program(
                jdk.resolve("bin/java"),
                "case \"$*\" in *ArchiveClassesAtExit*) ;; *) echo \"ran $* with $CLASSPATH\" ;; esac\n");
        program(jdk.resolve("bin/javac"), "exit 0\n");
        write(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    @Test
    void buildsOnceAndThenRunsWithoutMaven() throws Exception {
        Run first = run("models", "--url", "http://x");
        Run second = run("models");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .as("stdout belongs to the command")
                .startsWith("ran ")
                .contains("library.jar", "dev.cocoonsdk.cli.Main models --url http://x")
                .hasLineCount(1);
        assertThat(first.err()).contains("building", "built in");
        assertThat(second.exitCode()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void worksThroughASymbolicLinkFromAnotherDirectory() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("check out/cocoon"));

        Run run = await(start(link, Map.of(), "models"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Main models");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run("models");
        write(checkout.resolve("cocoon-cli/src/main/java/B.java"), "class B {}");
        Files.setLastModifiedTime(
                checkout.resolve("cocoon-cli/src/main/java/B.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        run("models");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void parallelRunsShareOneBuild() throws Exception {
        assertParallelRunsShareOneBuild();
    }

    @Test
    void parallelRunsShareOneBuildWhereThereIsNoFlock() throws Exception {
        Files.deleteIfExists(bin.resolve("flock"));

        assertParallelRunsShareOneBuild();
    }

    private void assertParallelRunsShareOneBuild() throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.add(start(checkout.resolve("cocoon"), Map.of(), "models"));
        }
        for (Process process : started) {
            Run run = await(process);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Main models");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void takesOverTheLockOfADeadProcess() throws Exception {
        Files.deleteIfExists(bin.resolve("flock"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        write(checkout.resolve(".cocoon/build.lock.d/pid"), dead.pid() + "\n");

        Run run = run("models");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(checkout.resolve(".cocoon/build.lock.d")).doesNotExist();
    }

    @Test
    void aBrokenBuildShowsItsErrorsAndTheLogAndLeavesStdoutAlone() throws Exception {
        write(temp.resolve("broken"), "");

        Run run = run("models");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("not a statement", "the build failed; the whole log is", "build.log");
    }

    @Test
    void keepsTheJarsOfACommandThatStillRuns() throws Exception {
        run("models");
        Path inUse = checkout.resolve(".cocoon")
                .resolve(Files.readString(checkout.resolve(".cocoon/current")).strip());
        write(inUse.resolve("users/" + ProcessHandle.current().pid()), "");

        for (int i = 0; i < 3; i++) {
            assertThat(await(start(checkout.resolve("cocoon"), Map.of("COCOON_BUILD", "always"), "models"))
                            .exitCode())
                    .isZero();
        }

        assertThat(inUse.resolve("library.jar")).exists();
        try (Stream<Path> state = Files.list(checkout.resolve(".cocoon"))) {
            assertThat(state.filter(p -> p.getFileName().toString().startsWith("lib-")))
                    .hasSize(3);
        }
    }

    @Test
    void saysInOneLineThatJavaIsTooOldOrMissing() throws Exception {
        write(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Run old = run("models");
        Run missing = await(start(checkout.resolve("cocoon"), Map.of("JAVA_HOME", ""), "models"));

        assertThat(old.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(old.err().lines()).singleElement().asString().contains("java is release 11", "17");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err().lines()).singleElement().asString().contains("no java found", "JDK 17");
    }

    @Test
    void saysInOneLineThatMavenIsTooOldOrMissing() throws Exception {
        program(bin.resolve("mvn"), "echo 'Apache Maven 3.6.3'\n");
        Run old = run("models");
        Files.delete(bin.resolve("mvn"));
        Run missing = run("models");

        assertThat(old.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(old.err()).contains("mvn is version 3.6.3; Apache Maven 3.8 or newer is needed");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("no mvn found");
    }

    private Run run(String... args) throws Exception {
        return await(start(checkout.resolve("cocoon"), Map.of(), args));
    }

    private Process start(Path script, Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(bin.resolve("bash").toString(), script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
        builder.redirectOutput(Files.createTempFile(temp, "out", ".txt").toFile());
        builder.redirectError(Files.createTempFile(temp, "err", ".txt").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", bin.toString(), "JAVA_HOME", jdk.toString(), "HOME", temp.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        outputs.put(process, builder);
        return process;
    }

    private Run await(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the script ends").isTrue();
        ProcessBuilder builder = outputs.get(process);
        return new Run(
                process.exitValue(),
                Files.readString(builder.redirectOutput().file().toPath()),
                Files.readString(builder.redirectError().file().toPath()));
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(mavenLog)) {
            return lines.count();
        }
    }

    /** No symbolic link: JUnit warns about each when it clears the directory. */
    private void provideTool(String tool) throws IOException {
        Path found = findTool(tool);
        if (found != null) {
            program(bin.resolve(tool), "exec " + found + " \"$@\"\n");
        }
    }

    private static Path findTool(String tool) {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(directory, tool))) {
                return Path.of(directory, tool);
            }
        }
        return null;
    }

    private static Path script() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("cocoon")) ? here.resolve("cocoon") : here.resolve("../cocoon");
    }

    private static void program(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body);
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Makes everything ten minutes old, as in a checkout that was not just written. */
    private static void age(Path directory) throws IOException {
        FileTime time = FileTime.from(Instant.now().minusSeconds(600));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }
}
