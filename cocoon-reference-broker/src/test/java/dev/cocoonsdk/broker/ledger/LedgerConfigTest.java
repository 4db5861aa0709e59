package dev.cocoonsdk.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerConfigTest {

    private static LedgerConfig read(String json, String dbPath) {
        return LedgerConfig.read(RunnerConfigReader.of((JsonObject) JsonValue.parse(json)), dbPath);
    }

    @Test
    void with_a_db_path_sqlite_is_the_default_and_without_one_memory() {
        assertThat(read("{}", "")).isEqualTo(new LedgerConfig.Memory());
        assertThat(read("{}", "db")).isEqualTo(new LedgerConfig.Sqlite(Path.of("db")));
        assertThat(read("{\"ledger\":\"memory\"}", "db")).isEqualTo(new LedgerConfig.Memory());
    }

    @Test
    void sqlite_needs_a_db_path_and_others_do_not_exist() {
        assertThatThrownBy(() -> read("{\"ledger\":\"sqlite\"}", "")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> read("{\"ledger\":\"h2\"}", "db")).isInstanceOf(ConfigException.class);
    }

    @Test
    void each_proxy_contract_has_a_file_of_its_own(@TempDir Path folder) {
        LedgerConfig.Sqlite config = new LedgerConfig.Sqlite(folder);
        Path file = config.file(LedgerStoreContract.PROXY);
        assertThat(file.getFileName().toString()).matches("ledger-[0-9a-f]{16}\\.sqlite");
        assertThat(config.file(LedgerStoreContract.ALICE)).isNotEqualTo(file);
        config.open(LedgerStoreContract.PROXY).close();
        assertThat(file).isRegularFile();
    }

    @Test
    void postgresql_has_an_address_a_user_and_a_password_file(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "open sesame\n");
        LedgerConfig config = read(
                "{\"ledger\":\"postgresql\",\"postgresql\":{\"url\":\"jdbc:postgresql://db.example/cocoon\",\"user\":\"broker\","
                        + "\"password_file\":\"" + file + "\"}}",
                "");
        assertThat(config)
                .isEqualTo(new LedgerConfig.Postgres(new PostgresSettings(
                        "jdbc:postgresql://db.example/cocoon", "broker", Secret.of("open sesame"))));
        assertThat(config.toString()).doesNotContain("sesame");
    }

    @Test
    void complaints_about_postgresql_name_the_member_and_hide_the_address() {
        assertThatThrownBy(() -> read("{\"ledger\":\"postgresql\"}", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("postgresql.url");
        assertThatThrownBy(() -> read(
                        "{\"ledger\":\"postgresql\",\"postgresql\":{\"url\":\"jdbc:postgresql://db/x?password=sesame\"}}",
                        ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("sesame");
        assertThatThrownBy(() -> read(
                        "{\"ledger\":\"postgresql\",\"postgresql\":{\"url\":\"jdbc:postgresql://db/x\",\"password_file\":\"/none\"}}",
                        ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("password_file");
    }
}
