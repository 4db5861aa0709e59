package dev.cocoonsdk.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.TokenCount;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a process that writes: what it was told to be stored is stored, and batches are whole. */
class LedgerKillTest {

    private static final int KILLS = 3;

    /** Kills the child after some acknowledgements; the last one it has shown. */
    private static long writeAndKill(String store, String where, int acknowledgements) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                LedgerChild.class.getName(),
                store,
                where);
        command.environment().put("CLASSPATH", classPath());
        command.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process child = command.start();
        long last = 0;
        int seen = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("[0-9]+")) {
                    last = Long.parseLong(line);
                    if (++seen == acknowledgements) {
                        // Through the handle: Process would close the stream that still holds acknowledgements.
                        child.toHandle().destroyForcibly();
                    }
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return last;
    }

    private static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + System.getProperty("path.separator")
                + modules;
    }

    private static void check(String kind, String where, Supplier<LedgerStore> open) throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            long acknowledged = writeAndKill(kind, where, 7 * kill * kill);
            try (LedgerStore store = open.get()) {
                LedgerContent content = store.load();
                long last = content.lastStateNumber();
                assertThat(acknowledged).isPositive();
                assertThat(last).isBetween(acknowledged, acknowledged + 1);
                assertThat(content.counters())
                        .containsExactlyInAnyOrder(
                                new Stored(Party.CLIENT, LedgerStoreContract.ALICE, TokenCount.of(last)),
                                new Stored(Party.WORKER, LedgerStoreContract.BOB, TokenCount.of(2 * last)));
                assertThat(content.notes()).isEqualTo(Map.of("last", Bytes.utf8(Long.toString(last))));
                LedgerStoreContract.wait(store.commit(LedgerChild.batch(last)));
            }
        }
    }

    @Test
    void sqlite_has_every_acknowledged_batch_after_a_kill(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ledger.sqlite");
        check("sqlite", file.toString(), () -> SqliteLedgerStore.open(file, LedgerStoreContract.PROXY));
    }

    @Test
    void postgresql_has_every_acknowledged_batch_after_a_kill() throws Exception {
        PostgresSettings database = TestPostgres.newDatabase();
        check("postgresql", database.url(), () -> PostgresLedgerStore.open(database, LedgerStoreContract.PROXY));
    }
}
