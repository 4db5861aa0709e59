package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.TsmQuoteSource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The object {@code tdx} of the runners' configurations. */
class TdxConfigTest {

    @TempDir
    Path folder;

    private static TdxConfig read(JsonObject tdx) {
        RunnerConfigReader file = RunnerConfigReader.of(JsonValue.object().with("tdx", tdx));
        TdxConfig config = TdxConfig.read(file.object("tdx"));
        assertThat(file.unknown()).isEmpty();
        return config;
    }

    @Test
    void withoutMembersItIsTheDefaultWithADayOfTrust() {
        TdxConfig config = read(JsonValue.object());
        assertThat(config.policies().collateral()).isNull();
        assertThat(config.policies().verdictAge()).isEqualTo(Duration.ofDays(1));
        assertThat(config.policies().imageHashes()).isEmpty();
        assertThat(config.policies().simulatedRoot()).isNull();
        assertThat(config.quotes()).isNull();
    }

    @Test
    void everyMemberIsRead() throws IOException {
        Path root = Files.writeString(folder.resolve("root.txt"), "04" + "ab".repeat(64) + "\n");
        TdxConfig config = read(JsonValue.object(
                        "collateral_url",
                        "https://pccs.example:8081",
                        "collateral_cache",
                        folder.resolve("cache").toString(),
                        "minimum_tcb_evaluation",
                        17,
                        "verdict_minutes",
                        90,
                        "own_quote",
                        "tdx",
                        "simulated_root",
                        root.toString())
                .with("image_hashes", JsonValue.array(List.of(JsonValue.of(ImageHash.FAKE_TDX.toBase64())))));
        assertThat(config.policies().collateral()).isNotNull();
        assertThat(config.policies().minimumTcbEvaluation()).isEqualTo(17);
        assertThat(config.policies().verdictAge()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.policies().imageHashes()).containsExactly(ImageHash.FAKE_TDX);
        assertThat(config.policies().simulatedRoot().point().length()).isEqualTo(65);
        assertThat(config.quotes()).isInstanceOf(TsmQuoteSource.class);
        assertThat(config.policy("simulated_tdx", true).name()).isEqualTo("simulated_tdx");
        assertThat(config.policy("tdx", false).name()).isEqualTo("tdx");
    }

    @ParameterizedTest
    @CsvSource({
        "collateral_url, not a url, collateral_url",
        "collateral_url, ftp://pccs.example, collateral_url",
        "own_quote, sgx, own_quote",
        "simulated_root, /nonexistent/root, simulated_root",
        "verdict_minutes, 0, verdict_minutes",
        "minimum_tcb_evaluation, -1, minimum_tcb_evaluation"
    })
    void whatCannotBeUsedNamesItsMember(String member, String value, String named) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(JsonValue.object(member, value)))
                .withMessageContaining("tdx." + named);
    }

    @Test
    void aFolderStandsAlone() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        read(JsonValue.object("collateral_folder", "a", "collateral_url", "https://pccs.example")))
                .withMessageContaining("tdx.collateral_folder");
    }

    @Test
    void withoutQuotesTheCertificateIsFakeInTestNetworksAndBareElsewhere() {
        try (TlsIdentitySource test = TdxConfig.DEFAULT.identity(true, Clock.systemUTC(), problem -> {});
                TlsIdentitySource real = TdxConfig.DEFAULT.identity(false, Clock.systemUTC(), problem -> {})) {
            assertThat(test.get().imageHash()).isEqualTo(ImageHash.FAKE_TDX);
            assertThat(real.get().imageHash()).isEqualTo(Hash256.ZERO);
        }
    }
}
