package dev.cocoonsdk.network.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.keys.KeyFile;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredKeyTest {

    private static final String NAME = "node_wallet_key";

    @TempDir
    private Path folder;

    private static Ed25519Key read(JsonObject json, Map<String, String> environment) {
        RunnerConfigReader reader = RunnerConfigReader.of(json);
        Ed25519Key key = ConfiguredKey.read(reader, NAME, environment);
        assertThat(reader.unknown()).isEmpty();
        return key;
    }

    @Test
    void takesASeedInClearAsTheOfficialRunnersDo() {
        assertThat(read(JsonValue.object(NAME, Hash256.ZERO.toBase64()), Map.of())
                        .publicKey())
                .isEqualTo(Ed25519Key.ofSeed(new byte[32]).publicKey());
    }

    @Test
    void opensAKeyFileWithThePassphraseOfAFileOrOfTheEnvironment() throws IOException {
        String file = folder.resolve("wallet.key").toString();
        Hash256 publicKey = KeyFile.create(Path.of(file), "correct horse".toCharArray(), new SecureRandom());
        String passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        JsonObject json = JsonValue.object(NAME + "_file", file);

        assertThat(read(json.with("key_passphrase_file", JsonValue.of(passphrase)), Map.of())
                        .publicKey()
                        .value())
                .isEqualTo(publicKey);
        assertThat(read(json, Map.of(ConfiguredKey.VARIABLE, "correct horse"))
                        .publicKey()
                        .value())
                .isEqualTo(publicKey);
        assertThatThrownBy(() -> read(json, Map.of())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> read(json.with(NAME, JsonValue.of(Hash256.ZERO.toBase64())), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none beside node_wallet_key");
        assertThatThrownBy(() -> read(JsonValue.object(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(NAME);
    }
}
