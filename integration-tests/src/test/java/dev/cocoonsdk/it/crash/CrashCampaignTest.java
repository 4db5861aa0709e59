package dev.cocoonsdk.it.crash;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker, provider and client are killed at random points under load; afterwards the books are right ({@code docs/ledger.md}). Short in
 * every build; {@code mvn -B verify -Pcrash} kills several hundred times. The seed is printed with a failure's directory.
 */
class CrashCampaignTest {

    private static final int KILLS = Integer.getInteger("cocoon.crash.kills", 6);
    private static final long SEED = Long.getLong("cocoon.crash.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    @Timeout(3600)
    void theBooksAreRightWithTheEmbeddedLedger() throws Exception {
        campaign(JsonValue.object("ledger", "sqlite"));
    }

    @Test
    @Timeout(3600)
    void theBooksAreRightWithPostgreSql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            Path password = Files.writeString(directory.resolve("password"), "postgres\n");
            JsonObject settings = JsonValue.object(
                    "url",
                    "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                    "user",
                    "postgres",
                    "password_file",
                    password.toString());
            campaign(JsonValue.object("ledger", "postgresql").with("postgresql", settings));
        }
    }

    private void campaign(JsonObject ledger) throws Exception {
        try (CrashWorld world = new FakeTonWorld(directory, ledger)) {
            new CrashCampaign(world, SEED).run(KILLS);
        }
    }
}
