package dev.cocoonsdk.cli.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClientRunnerConfigTest {

    private static final Path OFFICIAL =
            Path.of("../cocoon-sdk-ton/src/test/resources/vectors/wire/config/client-config.json");

    private static JsonObject official() throws IOException {
        return (JsonObject) JsonValue.parse(Files.readAllBytes(OFFICIAL));
    }

    @Test
    void theOfficialFileIsUnderstoodCompletely() throws Exception {
        ClientRunnerConfig config = ClientRunnerConfig.parse(official());

        assertThat(config.unknownFields()).isEmpty();
        assertThat(config.isTest()).isTrue();
        assertThat(config.httpPort()).isEqualTo(10000);
        assertThat(config.proxyConnections()).isEqualTo(1);
        assertThat(config.router()).hasToString("/127.0.0.1:8116");
        assertThat(config.maxCoefficient()).as("0 means the default").isEqualTo(4000);
        assertThat(config.maxTokens()).as("0 means the default").isEqualTo(1000);
        assertThat(config.listen().isLoopbackAddress()).isTrue();
        assertThat(config.secret()).isNull();
    }

    @Test
    void anEmptyRouterMeansNone() throws Exception {
        assertThat(ClientRunnerConfig.parse(official().with("connect_to_proxy_via", JsonValue.of("")))
                        .router())
                .isNull();
    }

    @Test
    void unknownMembersAreNamed() throws Exception {
        JsonObject json = official().with("colour", JsonValue.of("red"));

        assertThat(ClientRunnerConfig.parse(json).unknownFields()).containsExactly("colour");
    }

    @Test
    void aWrongKeyIsNeverShown() throws Exception {
        JsonObject json = official().with("node_wallet_key", JsonValue.of("bm90IGEga2V5"));

        assertThatThrownBy(() -> ClientRunnerConfig.parse(json))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("node_wallet_key")
                .hasMessageNotContaining("bm90");
    }
}
