package dev.cocoonsdk.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.CocoonClientBuilder;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks through all the memory and the logs of a broker's process, while sealed calls run through it, for prompts and answers. */
class BrokerSeesNothingTest {

    private static final Path CONFIG = Path.of("../examples/config");
    private static final String TOKEN = "0:2ecf5e47d591eb67fa6c56b02b6bb1de6a530855e16ad3082eaa59859e8d5fdc:";
    private static final String SEALED = "Quixotzephyr";
    private static final String CLEAR = "Wobblefjordic";

    @TempDir
    Path directory;

    private Processes processes;
    private Processes.Running broker;
    private CocoonClient sealing;
    private CocoonClient clear;

    @BeforeEach
    void start() throws IOException {
        processes = new Processes(directory);
        Path tee = directory.resolve("tee.json");
        SimulatedPlatform platform =
                SimulatedPlatform.create(Bytes.utf8("the platform of the memory scan, 32 bytes"), Clock.systemUTC());
        platform.save(tee);
        Path network = CONFIG.resolve("fake-ton-config.json");
        Path brokerConfig = config(
                "proxy-config.json",
                JsonValue.object(
                        "http_port", 0,
                        "workers_rpc_port", 0,
                        "client_rpc_port", 0,
                        "db_path", directory.resolve("db").toString(),
                        "reference_broker", JsonValue.object()));
        broker = processes.cocoon(
                "broker",
                "-c",
                brokerConfig.toString(),
                "--disable-ton",
                network.toString(),
                "--api-port",
                "0",
                "--admin-port",
                "-1",
                "--verbosity",
                "4");
        String workers = broker.await("providers +\\S*?:(\\d+)");
        String api = broker.await("HTTP interface +(http://\\S+)");
        Path providerConfig = config("worker-config.json", JsonValue.object("http_port", 0, "image_hash", ""));
        processes
                .cocoon(
                        "provider",
                        "-c",
                        providerConfig.toString(),
                        "--disable-ton",
                        network.toString(),
                        "--simulated-tee",
                        tee.toString(),
                        "--broker",
                        "127.0.0.1:" + workers)
                .await("(ready)");
        AttestationPolicy policy = TdxPolicy.simulated(platform.rootKey(), platform.collateral())
                .imageHashes(Set.of(SimulatedImage.named("cocoon provider").imageHash()))
                .build();
        sealing = client(api).providers(policy).build();
        clear = client(api).insecureForDevelopment().build();
        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() -> !clear.models().list().models().isEmpty());
    }

    @AfterEach
    void stop() {
        sealing.close();
        clear.close();
        processes.close();
    }

    private static CocoonClientBuilder client(String api) {
        return Cocoon.client().broker(api).token(Secret.of(TOKEN)).defaultModel("all-MiniLM-L6-v2");
    }

    private Path config(String name, JsonObject changes) throws IOException {
        JsonObject config = (JsonObject) JsonValue.parse(Files.readAllBytes(CONFIG.resolve(name)));
        for (Map.Entry<String, JsonValue> change : changes.members().entrySet()) {
            config = config.with(change.getKey(), change.getValue());
        }
        return Files.write(directory.resolve(name), config.toJsonBytes());
    }

    @Test
    void neitherMemoryNorLogsOfTheBrokerHoldAPromptOrAnAnswer() throws Exception {
        assertThat(summary(sealing, SEALED)).contains(SEALED);
        assertThat(summary(clear, CLEAR)).contains(CLEAR);

        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                summary(sealing, SEALED);
                summary(clear, CLEAR);
                calls.incrementAndGet();
            }
        });
        Path dump = directory.resolve("broker.hprof");
        dump(dump);
        enough.set(true);
        running.get(1, TimeUnit.MINUTES);

        assertThat(calls).hasPositiveValue();
        assertThat(holds(dump, CLEAR)).as("what passed in clear is found").isTrue();
        assertThat(holds(dump, SEALED)).as("what was sealed").isFalse();
        assertThat(processes.messages()).doesNotContain(SEALED).doesNotContain(CLEAR);
    }

    private static String summary(CocoonClient client, String word) {
        String text = "The river " + word + " rose by two metres in a night. " + word
                + " had flooded the town before. The mayor asked for walls along " + word + ".";
        return client.summarize().call(text).text();
    }

    private void dump(Path file) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(broker.pid()),
                        "GC.heap_dump",
                        "-all",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jcmd.txt").toFile())
                .start();
        assertThat(jcmd.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(jcmd.exitValue())
                .as(Files.readString(directory.resolve("jcmd.txt")))
                .isZero();
    }

    /** As UTF-8 and as UTF-16 of either order; strings and arrays alike stand in a dump as they do in memory. */
    private static boolean holds(Path file, String word) throws IOException {
        return contains(file, word.getBytes(StandardCharsets.UTF_8))
                || contains(file, word.getBytes(StandardCharsets.UTF_16LE))
                || contains(file, word.getBytes(StandardCharsets.UTF_16BE));
    }

    private static boolean contains(Path file, byte[] wanted) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            int matched = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                byte b = (byte) next;
                matched = b == wanted[matched] ? matched + 1 : b == wanted[0] ? 1 : 0;
                if (matched == wanted.length) {
                    return true;
                }
            }
            return false;
        }
    }
}
