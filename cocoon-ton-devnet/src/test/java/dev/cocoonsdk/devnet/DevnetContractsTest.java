package dev.cocoonsdk.devnet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractCodes;
import dev.cocoonsdk.ton.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in codes of our contracts and their sources ({@code docs/contracts.md}). */
class DevnetContractsTest {

    private static final Path SOURCES = Path.of("contracts").toAbsolutePath();
    private static final int INSTALL_MINUTES = 5;
    private static final int BUILD_MINUTES = 3;

    @TempDir
    Path logs;

    @Test
    void codesHaveTheHashesAndDepthsThatAreWrittenDown() throws IOException {
        JsonObject written = hashes();
        Map<String, Cell> codes = Map.of(
                "root", DevnetContracts.root(),
                "proxy", DevnetContracts.proxy(),
                "client", DevnetContracts.client(),
                "worker", DevnetContracts.worker(),
                "wallet", DevnetContracts.wallet());
        assertThat(codes).allSatisfy((name, code) -> {
            JsonObject entry = requireNonNull(written.object(name));
            assertThat(code.hash()).hasToString(entry.string("hash"));
            assertThat((long) code.depth()).isEqualTo(entry.integer("depth"));
        });
    }

    @Test
    void theDocumentationHasTheSameHashesAndDepths() throws IOException {
        String documentation = Files.readString(Path.of("../docs/contracts.md"));
        assertThat(hashes().members()).allSatisfy((name, value) -> {
            JsonObject entry = (JsonObject) value;
            assertThat(documentation)
                    .contains("| " + name + " | " + entry.string("hash") + " | " + entry.integer("depth") + " |");
        });
    }

    @Test
    void theRootsCodesAreThoseOfProxyWorkerAndClient() {
        assertThat(DevnetContracts.codes())
                .isEqualTo(
                        new ContractCodes(DevnetContracts.proxy(), DevnetContracts.worker(), DevnetContracts.client()));
    }

    @Test
    void aRebuildOfTheContractsGivesTheCheckedInBytes() throws IOException, InterruptedException {
        if (!Files.isRegularFile(SOURCES.resolve("node_modules/.package-lock.json"))) {
            run("npm ci (is npm missing, or the network?)", INSTALL_MINUTES, "npm", "ci");
        }
        run("node build.mjs --check (Node 20 compiles the contracts)", BUILD_MINUTES, "node", "build.mjs", "--check");
    }

    private void run(String what, int minutes, String... command) throws IOException, InterruptedException {
        Path log = logs.resolve("log");
        Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .directory(SOURCES.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(what + ": " + command[0] + " is not installed", e);
        }
        boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(ended).as("%s ends: %s", what, output).isTrue();
        assertThat(process.exitValue()).as("%s: %s", what, output).isZero();
    }

    private static JsonObject hashes() throws IOException {
        try (InputStream in = requireNonNull(DevnetContracts.class.getResourceAsStream("contracts/hashes.json"))) {
            JsonObject all = (JsonObject) JsonValue.parse(in.readAllBytes());
            return requireNonNull(all.object("contracts"));
        }
    }
}
