package dev.cocoonsdk.tee.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.collateral.CollateralFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To write the files anew: {@code -Dcocoon.vectors.write=true}. */
class CaseFilesTest {

    private static final Path PUBLISHED = Path.of("..", "docs", "vectors", "tdx-negative");
    private static final List<AttestationCase> CASES = Stream.concat(
                    AttestationCases.positive().stream(), AttestationCases.negative().stream())
            .toList();

    @Test
    void thePublishedFilesAreThoseOfTheGenerator() throws IOException {
        if (Boolean.getBoolean("cocoon.vectors.write")) {
            CaseFiles.write(PUBLISHED);
        }
        Map<String, Bytes> files = CaseFiles.all();
        assertThat(published()).isEqualTo(new TreeSet<>(files.keySet()));
        for (Map.Entry<String, Bytes> file : files.entrySet()) {
            assertThat(Files.readAllBytes(PUBLISHED.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue().toByteArray());
        }
    }

    private static Set<String> published() throws IOException {
        try (Stream<Path> all = Files.walk(PUBLISHED)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> PUBLISHED.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("README.md"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theFilesGiveTheNamedExitCodesThroughACollateralFolder(@TempDir Path folder) throws Exception {
        CaseFiles.write(folder);
        Map<String, Integer> wrong = new TreeMap<>();
        for (AttestationCase one : CASES) {
            Verdict verdict = CasePolicies.policy(one, CollateralFolder.of(merged(folder, one)))
                    .evaluate(one.evidence(), one.at());
            if (exitCode(verdict) != expectedExitCode(folder, one)) {
                wrong.put(one.name(), exitCode(verdict));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static int expectedExitCode(Path folder, AttestationCase one) throws Exception {
        byte[] json = Files.readAllBytes(folder.resolve(one.name()).resolve("case.json"));
        JsonObject expected = ((JsonObject) JsonValue.parse(json)).object("expected");
        Long inFolder = expected.integer("folder_exit_code");
        return (inFolder == null ? expected.integer("exit_code") : inFolder).intValue();
    }

    private static int exitCode(Verdict verdict) {
        return verdict instanceof Verdict.Rejected refusal
                ? new AttestationCase.Expected(refusal.step(), refusal.field(), refusal.failure()).exitCode()
                : 0;
    }

    private static Path merged(Path folder, AttestationCase one) throws IOException {
        Path merged = Files.createDirectory(folder.resolve("merged-" + one.name()));
        if (one.collateral() != null) {
            copy(folder.resolve("base"), merged);
            copy(folder.resolve(one.name()), merged);
        }
        return merged;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
