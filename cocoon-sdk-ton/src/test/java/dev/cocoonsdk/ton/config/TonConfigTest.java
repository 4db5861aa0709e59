package dev.cocoonsdk.ton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.root.RootException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TonConfigTest {

    private static final TonAddress ROOT = TonAddress.basechain(Hash256.sha256());

    @TempDir
    Path directory;

    @Test
    void withoutTheObjectThereIsNoChain() {
        assertThat(TonConfig.read(RunnerConfigReader.of(JsonValue.object()))).isNull();
    }

    @Test
    void whatIsMissingHasADefault() {
        TonConfig config = read("{\"ton\":{\"endpoints\":[\"http://127.0.0.1:8081/api/v2\"]}}");
        assertThat(config)
                .isEqualTo(new TonConfig(
                        List.of(URI.create("http://127.0.0.1:8081/api/v2")),
                        null,
                        0,
                        0,
                        false,
                        null,
                        Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ton\":{}}",
                "{\"ton\":{\"endpoints\":[\"http://127.0.0.1\"]}}",
                "{\"ton\":{\"endpoints\":[\"ftp://127.0.0.1/api/v2\"]}}",
                "{\"ton\":{\"endpoints\":[\"%%%/api/v2\"]}}",
                "{\"ton\":{\"endpoints\":[\"http://a/api/v2\",\"http://b/api/v2\"],\"root_quorum\":1}}",
                "{\"ton\":{\"endpoints\":[\"http://a/api/v2\"],\"root_quorum\":2}}",
                "{\"ton\":{\"endpoints\":[\"http://a/api/v2\",\"http://b/api/v2\",\"http://c/api/v2\",\"http://d/api/v2\"],"
                        + "\"root_quorum\":2}}",
                "{\"ton\":{\"endpoints\":[\"http://a/api/v2\"],\"poll_milliseconds\":0}}"
            })
    void whatCannotBeUsedIsNamed(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ConfigException.class).hasMessageContaining("ton.");
    }

    @Test
    void oneGatewayMayDescribeATestNetworkOnly() {
        TonConfig config = read("{\"ton\":{\"endpoints\":[\"http://127.0.0.1:1/api/v2\"]}}");
        try (TonAccess access = TonAccess.open(config)) {
            assertThat(access.root(ROOT, true).root()).isEqualTo(ROOT);
            assertThatThrownBy(() -> access.root(ROOT, false)).isInstanceOf(RootException.Refused.class);
        }
    }

    @Test
    void aQuorumMayDescribeTheMainNetwork() {
        TonConfig config = read(
                "{\"ton\":{\"endpoints\":[\"http://a/api/v2\",\"http://b/api/v3\",\"http://c/api/v3\"],\"root_quorum\":2}}");
        try (TonAccess access = TonAccess.open(config)) {
            assertThat(access.root(ROOT, false).root()).isEqualTo(ROOT);
        }
    }

    @Test
    void anUnreadableKeyIsNamedAndItsContentIsNot() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "sesame\nopen\n");
        TonConfig config = read("{\"ton\":{\"endpoints\":[\"https://a/api/v2\"],\"api_key_file\":\"" + file + "\"}}");
        assertThatThrownBy(() -> TonAccess.open(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("api_key_file")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void anotherWalletCodeIsTakenOnALocalChainOnly() throws IOException {
        Path file = Files.write(
                directory.resolve("code.boc"),
                dev.cocoonsdk.ton.cell.BagOfCells.serialize(dev.cocoonsdk.ton.cell.Cell.EMPTY));
        String members = "\"endpoints\":[\"http://127.0.0.1:1/api/v2\"],\"wallet_code_file\":\"" + file + "\"";
        try (TonAccess local = TonAccess.open(read("{\"ton\":{\"local\":true," + members + "}}"));
                TonAccess live = TonAccess.open(read("{\"ton\":{" + members + "}}"))) {
            assertThat(local.walletCode().cell()).isEqualTo(dev.cocoonsdk.ton.cell.Cell.EMPTY);
            assertThatThrownBy(live::walletCode)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("wallet_code_file");
        }
    }

    private static TonConfig read(String json) {
        return Objects.requireNonNull(TonConfig.read(RunnerConfigReader.of((JsonObject) JsonValue.parse(json))));
    }
}
