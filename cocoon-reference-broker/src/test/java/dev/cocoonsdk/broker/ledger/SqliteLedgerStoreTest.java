package dev.cocoonsdk.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.LedgerStoreException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerStoreTest extends LedgerStoreContract {

    @TempDir
    private Path folder;

    @Override
    LedgerStore open() {
        return SqliteLedgerStore.open(file(), PROXY);
    }

    private Path file() {
        return folder.resolve("db").resolve("ledger.sqlite");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::open).isInstanceOf(LedgerStoreException.class).hasMessageContaining(why);
    }

    @Test
    void a_second_opening_is_refused_until_the_first_is_closed() {
        assertRefused("already open");
        store.close();
        store = open();
        assertThat(store.load().lastStateNumber()).isZero();
    }

    @Test
    void the_ledger_of_another_proxy_contract_is_refused() {
        store.close();
        assertThatThrownBy(() -> SqliteLedgerStore.open(file(), ALICE))
                .isInstanceOf(LedgerStoreException.class)
                .hasMessageContaining("belongs to proxy contract");
        store = open();
    }

    @Test
    void a_newer_schema_is_refused() throws Exception {
        store.close();
        change("PRAGMA user_version = 2");
        assertRefused("schema version 2 (expected: at most 1)");
    }

    @Test
    void another_programs_database_is_refused() throws Exception {
        store.close();
        change("PRAGMA application_id = 7");
        assertRefused("is no ledger of this broker");
    }

    @Test
    void a_file_that_is_no_database_is_refused() throws Exception {
        Path file = folder.resolve("text.sqlite");
        Files.writeString(file, "this is a text that is longer than the header of a database ".repeat(40));
        assertThatThrownBy(() -> SqliteLedgerStore.open(file, PROXY)).isInstanceOf(LedgerStoreException.class);
        assertThat(file).content().startsWith("this is a text");
    }

    @Test
    void a_damaged_file_is_refused() throws Exception {
        for (int n = 1; n <= 300; n++) {
            wait(store.commit(batch(n, change(Party.CLIENT, address("client " + n), n, n))));
        }
        store.close();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            for (long page = 4096L * 2; page < channel.size(); page += 4096) {
                channel.write(ByteBuffer.wrap(new byte[64]), page);
            }
        }
        assertThatThrownBy(this::open).isInstanceOf(LedgerStoreException.class);
    }

    @Test
    void neither_a_hand_nor_a_program_can_lower_or_remove_a_counter() throws Exception {
        wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5))));
        store.close();

        assertThatThrownBy(() -> change("UPDATE counter SET total = 4")).hasMessageContaining("would decrease");
        assertThatThrownBy(() -> change("DELETE FROM counter")).hasMessageContaining("would be removed");
        store = open();
    }

    @Test
    void a_closed_store_refuses_batches() {
        store.close();
        assertThatThrownBy(() -> wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5)))))
                .isInstanceOf(LedgerStoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.load()).isInstanceOf(LedgerStoreException.class);
        store.close();
    }
}
