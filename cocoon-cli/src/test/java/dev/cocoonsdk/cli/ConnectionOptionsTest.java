package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.ton.config.ConfigException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConnectionOptionsTest {

    @TempDir
    Path directory;

    @Test
    void meansTheEmbeddedMarketplaceWhenNothingIsSaid() {
        assertThat(parse().endpoint(Map.of())).isNull();
    }

    @Test
    void optionsWinOverTheEnvironment() {
        Map<String, String> environment = Map.of("COCOON_URL", "http://other", "COCOON_TOKEN", "other");

        assertThat(parse("--url", "http://127.0.0.1:1", "--token", "t").endpoint(environment))
                .isEqualTo(new Endpoint(URI.create("http://127.0.0.1:1"), Secret.of("t"), Dialect.COCOON));
        assertThat(parse().endpoint(environment))
                .isEqualTo(new Endpoint(URI.create("http://other"), Secret.of("other"), Dialect.COCOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000", "\"10000\""})
    void findsARunningClientRunnerThroughItsConfiguration(String port) throws Exception {
        Path file = write("{\"http_port\": " + port + ", \"node_wallet_key\": \"x\"}");

        assertThat(parse("-c", file.toString()).endpoint(Map.of()))
                .isEqualTo(new Endpoint(URI.create("http://127.0.0.1:10000"), null, Dialect.COCOON));
    }

    @Test
    void additionsOfTheConfigurationWin() throws Exception {
        Path file = write(
                "{\"http_port\":1,\"reference_client\":{\"url\":\"https://broker.example\",\"token\":\"0:ab:s\"}}");

        assertThat(parse("-c", file.toString()).endpoint(Map.of("COCOON_URL", "http://other")))
                .isEqualTo(new Endpoint(URI.create("https://broker.example"), Secret.of("0:ab:s"), Dialect.COCOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"http_port\":0}", "{\"http_port\":\"x\"}", "[]", "{", ""})
    void refusesAConfigurationThatNamesNoServer(String content) throws Exception {
        Path file = write(content);

        assertThatThrownBy(() -> parse("-c", file.toString()).endpoint(Map.of()))
                .isInstanceOfAny(CliException.class, ConfigException.class)
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:10000", "ftp://x", "http://", "http:// x", ""})
    void refusesWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> parse("--url", url).endpoint(Map.of()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("expected: such as http://127.0.0.1:10000");
    }

    @Test
    void refusesATokenWithoutAServer() {
        assertThatThrownBy(() -> parse("--token", "t").endpoint(Map.of()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("--url");
    }

    private Path write(String content) throws Exception {
        return Files.writeString(directory.resolve("client-config.json"), content);
    }

    private static ConnectionOptions parse(String... args) {
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("connection", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(args);
        return options;
    }
}
