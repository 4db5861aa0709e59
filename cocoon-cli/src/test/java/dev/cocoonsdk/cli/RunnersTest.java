package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code broker} and {@code provider} with the configuration files of the examples, on free ports. */
class RunnersTest {

    private static final Path EXAMPLES = Path.of("../examples/config");
    private static final String TOKEN = "0:2ecfd7947d591eb67fa6c56b02b6bb1de6963085785ab4c20baa9661685a3d5f:";

    @TempDir
    Path directory;

    private final List<Server> servers = new ArrayList<>();

    /** A command that runs until it is interrupted. */
    private static final class Server {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        private final Thread thread;

        private Server(String... args) {
            Terminal terminal = new Terminal(print(out), print(err), false, false);
            CliContext context = new CliContext(terminal, InputStream.nullInputStream(), Map.of());
            thread = new Thread(() -> exitCode.complete(Main.run(context, args)), "runner-under-test");
            thread.start();
        }

        private static PrintStream print(ByteArrayOutputStream bytes) {
            return new PrintStream(bytes, true, StandardCharsets.UTF_8);
        }

        /** Waits until the output has a match and gives its first group. */
        private String await(String regex) {
            Pattern pattern = Pattern.compile(regex);
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> find(pattern), found -> !found.isEmpty());
        }

        private String find(Pattern pattern) {
            assertThat(exitCode)
                    .as("it runs: " + err.toString(StandardCharsets.UTF_8))
                    .isNotDone();
            Matcher matcher = pattern.matcher(out.toString(StandardCharsets.UTF_8));
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    @AfterEach
    void stopAll() {
        for (Server server : servers) {
            server.thread.interrupt();
            assertThat(server.exitCode).succeedsWithin(Duration.ofSeconds(60));
        }
    }

    @Test
    void aBrokerAndAProviderWorkTogether() throws IOException {
        Server broker = start(
                "broker",
                "-c",
                config("proxy-config.json", "http_port", "workers_rpc_port", "client_rpc_port"),
                "--disable-ton",
                fakeTon(),
                "--api-port",
                "0");
        String api = broker.await("HTTP interface +(http://\\S+)");
        Server provider = start(
                "provider",
                "-c",
                config("worker-config.json", "http_port"),
                "-C",
                fakeTon(),
                "--broker",
                broker.await("providers +(127\\.0\\.0\\.1:\\d+)"));
        provider.await("(ready)");

        CliRun models = CliRun.of("models", "--url", api, "--token", TOKEN);
        CliRun summary = CliRun.withInput(
                "The river burst its banks. Nobody was hurt. The river fell again.",
                Map.of("COCOON_URL", api, "COCOON_TOKEN", TOKEN),
                "summarize",
                "-",
                "--sentences",
                "1");

        assertThat(models.out()).contains("all-MiniLM-L6-v2  1 ");
        assertThat(summary.exitCode()).as(summary.err()).isZero();
        assertThat(summary.out().strip())
                .isIn("The river burst its banks.", "Nobody was hurt.", "The river fell again.");
    }

    @Test
    void aProviderThatMayNotWorkHereEndsWithAnError() throws IOException {
        Path file = Path.of(config("worker-config.json", "http_port"));
        JsonObject config = (JsonObject) JsonValue.parse(Files.readAllBytes(file));
        Files.write(
                file,
                config.with("image_hash", JsonValue.of("A".repeat(43) + "=")).toJsonBytes());

        CliRun run = CliRun.of("provider", "-c", file.toString(), "-C", fakeTon(), "-p");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err().lines()).singleElement().asString().contains("image");
    }

    @Test
    void aRunnerWithoutAConfigurationSaysWhatItNeeds() {
        assertThat(CliRun.of("broker").err().lines())
                .singleElement()
                .asString()
                .contains("-c FILE", "proxy-config.json");
        assertThat(CliRun.of("provider").err().lines())
                .singleElement()
                .asString()
                .contains("-c FILE", "worker-config.json");
        assertThat(CliRun.of(
                                "broker",
                                "-c",
                                EXAMPLES.resolve("proxy-config.json").toString())
                        .err()
                        .lines())
                .singleElement()
                .asString()
                .contains("--disable-ton FILE");
    }

    @Test
    void whatAProviderCannotUseIsOneLineAndExitCodeTwo() throws IOException {
        String file = config("worker-config.json", "http_port");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JsonObject config = (JsonObject) JsonValue.parse(Files.readAllBytes(Path.of(file)));
            String busy = Files.write(
                            directory.resolve("busy.json"),
                            config.with("http_port", JsonValue.of(taken.getLocalPort()))
                                    .toJsonBytes())
                    .toString();

            isRefused("127.0.0.1:11101", "provider", "-c", file, "-C", fakeTon(), "--broker", "10.0.0.5:11101");
            isRefused(
                    "policy simulated_tdx",
                    "provider",
                    "-c",
                    file,
                    "-C",
                    fakeTon(),
                    "--proxy-policy",
                    "simulated_tdx",
                    "--broker",
                    "127.0.0.1:9");
            isRefused(file, "provider", "-c", file, "-C", fakeTon(), "--proxy-policy", "hope");
            isRefused("cannot listen on", "provider", "-c", busy, "-C", fakeTon());
        }
        String broker = config("proxy-config.json", "http_port", "workers_rpc_port", "client_rpc_port");
        isRefused(broker, "broker", "-c", broker, "-C", fakeTon(), "--pow-difficulty", "99");
    }

    private static void isRefused(String text, String... args) {
        CliRun run = CliRun.of(args);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines())
                .filteredOn(line -> line.startsWith("cocoon " + args[0] + ": "))
                .singleElement()
                .asString()
                .contains(text);
    }

    @Test
    void aPortThatIsTakenIsOneLine() throws IOException {
        Server first = start(
                "broker",
                "-c",
                config("proxy-config.json", "http_port", "workers_rpc_port", "client_rpc_port"),
                "-C",
                fakeTon(),
                "--api-port",
                "0");
        String port = first.await("HTTP interface +http://\\S+:(\\d+)");

        CliRun second = CliRun.of(
                "broker",
                "-c",
                config("proxy-config.json", "http_port", "workers_rpc_port", "client_rpc_port"),
                "-C",
                fakeTon(),
                "--api-port",
                port);

        assertThat(second.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(second.err().lines())
                .filteredOn(line -> line.startsWith("cocoon broker: "))
                .singleElement()
                .asString()
                .contains(port);
    }

    private Server start(String... args) {
        Server server = new Server(args);
        servers.add(0, server);
        return server;
    }

    private static String fakeTon() {
        return EXAMPLES.resolve("fake-ton-config.json").toString();
    }

    /** A copy of an example with free ports. */
    private String config(String name, String... ports) throws IOException {
        JsonObject config = (JsonObject) JsonValue.parse(Files.readAllBytes(EXAMPLES.resolve(name)));
        for (String port : ports) {
            config = config.with(port, JsonValue.of(0));
        }
        if (config.object("reference_broker") != null) {
            Path ledger = Files.createTempDirectory(directory, "proxy-db");
            config = config.with("db_path", JsonValue.of(ledger.toString()));
            config = config.with("reference_broker", JsonValue.object("tls_worker_port", 0, "tls_client_port", 0));
        }
        return Files.write(directory.resolve(name), config.toJsonBytes()).toString();
    }
}
