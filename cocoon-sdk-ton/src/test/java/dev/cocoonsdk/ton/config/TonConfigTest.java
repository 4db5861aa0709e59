package dev.cocoonsdk.ton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TonConfigTest {

    private static final TonAddress ROOT = TonAddress.basechain(Hash256.sha256());

    @TempDir
    Path directory;

    @Test
    void whatIsMissingHasADefault() {
        assertThat(read("{}").isPresent()).isFalse();
        assertThat(read("{\"endpoints\":[{\"url\":\"http://127.0.0.1:8081/api/v3\"}]}"))
                .isEqualTo(new TonConfig(
                        List.of(new TonConfig.Endpoint(URI.create("http://127.0.0.1:8081/api/v3"), 3, null)),
                        1,
                        null,
                        Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"endpoints\":[{\"url\":\"%%%\"}]}",
                "{\"endpoints\":[{\"url\":\"http://a/api/v2\",\"version\":4}]}",
                "{\"endpoints\":[{\"url\":\"http://a/api/v2\"}],\"quorum\":2}",
                "{\"poll_milliseconds\":0}",
                "{\"endpoints\":7}"
            })
    void whatCannotBeUsedIsNamed(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ConfigException.class).hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"endpoints\":[{\"url\":\"ftp://a/api/v2\"}]}"})
    void whatIsNoGatewayIsNotOpened(String json) {
        assertThatThrownBy(() -> TonAccess.open(read(json)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ton.endpoints");
    }

    @Test
    void oneGatewayMayDescribeATestNetworkOnly() {
        try (TonAccess access = TonAccess.open(read("{\"endpoints\":[{\"url\":\"http://127.0.0.1:1/api/v2\"}]}"))) {
            assertThat(access.root(ROOT, true).root()).isEqualTo(ROOT);
            assertThatThrownBy(() -> access.root(ROOT, false)).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void aQuorumMayDescribeTheMainNetwork() {
        String three = "{\"endpoints\":[{\"url\":\"https://a/api/v2\"},{\"url\":\"https://b/api/v3\"},"
                + "{\"url\":\"https://c/api/v3\"}]";
        try (TonAccess access = TonAccess.open(read(three + "}"));
                TonAccess minority = TonAccess.open(read(three + ",\"quorum\":1}"))) {
            assertThat(access.root(ROOT, false).root()).isEqualTo(ROOT);
            assertThatThrownBy(() -> minority.root(ROOT, false)).isInstanceOf(ConfigException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a/api/v3", "https://A./api/v2", "https://a:8443/api/v2"})
    void theSameHostTwiceIsNoQuorum(String again) {
        String twice = "{\"endpoints\":[{\"url\":\"https://a/api/v2\"},{\"url\":\"" + again + "\"}]}";
        try (TonAccess access = TonAccess.open(read(twice))) {
            assertThatThrownBy(() -> access.root(ROOT, false))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("SingleEndpoint");
            assertThat(access.root(ROOT, true).root()).isEqualTo(ROOT);
        }
    }

    @Test
    void anUnreadableKeyIsNamedAndItsContentIsNot() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "sesame\nopen\n");
        assertThatThrownBy(() ->
                        read("{\"endpoints\":[{\"url\":\"https://a/api/v2\",\"api_key_file\":\"" + file + "\"}]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("api_key_file")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void anotherWalletCodeIsTakenInATestNetworkOnly() throws IOException {
        Path file = Files.write(directory.resolve("code.boc"), BagOfCells.serialize(Cell.EMPTY));
        String config =
                "{\"endpoints\":[{\"url\":\"http://127.0.0.1:1/api/v2\"}],\"wallet_code_file\":\"" + file + "\"}";
        try (TonAccess access = TonAccess.open(read(config))) {
            assertThat(access.walletCode(true).cell()).isEqualTo(Cell.EMPTY);
            assertThatThrownBy(() -> access.walletCode(false))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("wallet_code_file");
        }
    }

    private static TonConfig read(String json) {
        return TonConfig.read(RunnerConfigReader.of((JsonObject) JsonValue.parse(json)));
    }
}
