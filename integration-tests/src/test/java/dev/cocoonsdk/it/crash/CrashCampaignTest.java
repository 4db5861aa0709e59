package dev.cocoonsdk.it.crash;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
    private static final int CHAIN_KILLS = Integer.getInteger("cocoon.crash.kills", 3);
    private static final long SEED = Long.getLong("cocoon.crash.seed", System.nanoTime());

    @TempDir
    Path directory;

    private interface World {
        CrashWorld open(Path directory, JsonObject ledger) throws IOException;
    }

    @Test
    @Timeout(7200)
    void theBooksAreRightWithTheEmbeddedLedger() throws Exception {
        campaign(FakeTonWorld::new, JsonValue.object("ledger", "sqlite"), KILLS);
    }

    @Test
    @Timeout(7200)
    void theBooksAreRightWithTheEmbeddedLedgerOnAChain() throws Exception {
        campaign(ChainWorld::new, JsonValue.object("ledger", "sqlite"), CHAIN_KILLS);
    }

    @Test
    @Timeout(7200)
    void theBooksAreRightWithPostgreSql() throws Exception {
        withPostgreSql(ledger -> campaign(FakeTonWorld::new, ledger, KILLS));
    }

    @Test
    @Timeout(7200)
    void theBooksAreRightWithPostgreSqlOnAChain() throws Exception {
        withPostgreSql(ledger -> campaign(ChainWorld::new, ledger, CHAIN_KILLS));
    }

    private interface WithLedger {
        void run(JsonObject ledger) throws Exception;
    }

    private void withPostgreSql(WithLedger test) throws Exception {
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
            test.run(JsonValue.object("ledger", "postgresql").with("postgresql", settings));
        }
    }

    private void campaign(World kind, JsonObject ledger, int kills) throws Exception {
        try (CrashWorld world = kind.open(directory, ledger)) {
            new CrashCampaign(world, SEED).run(kills);
        }
    }
}
