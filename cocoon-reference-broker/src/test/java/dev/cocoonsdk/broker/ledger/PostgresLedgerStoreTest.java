package dev.cocoonsdk.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.TokenCount;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresLedgerStoreTest extends LedgerStoreContract {

    private final PostgresSettings database = TestPostgres.newDatabase();

    @Override
    LedgerStore open() {
        return PostgresLedgerStore.open(database, PROXY);
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void cutConnections() throws Exception {
        execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'cocoon-broker'");
    }

    /** As the broker does: the same batch again until the store has it. */
    private void repeat(LedgerBatch batch) throws Exception {
        for (int attempt = 0; attempt < 5; attempt++) {
            try {
                wait(store.commit(batch));
                return;
            } catch (java.sql.SQLException e) {
                assertThat(e.getSQLState()).startsWith("57P0");
            }
        }
        throw new AssertionError("not stored in five attempts");
    }

    @Test
    void a_second_process_is_refused_until_the_first_is_gone() {
        assertThatThrownBy(this::open).isInstanceOf(LedgerStoreException.class).hasMessageContaining("already open");
        store.close();
        store = open();
    }

    @Test
    void brokers_with_their_own_proxy_contracts_share_a_database() throws Exception {
        try (LedgerStore other = PostgresLedgerStore.open(database, BOB)) {
            wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5))));
            wait(other.commit(batch(1, change(Party.CLIENT, ALICE, 8, 8))));

            assertThat(store.load().counters()).containsExactly(new Stored(Party.CLIENT, ALICE, TokenCount.of(5)));
            assertThat(other.load().counters()).containsExactly(new Stored(Party.CLIENT, ALICE, TokenCount.of(8)));
        }
    }

    @Test
    void a_lost_connection_is_made_again_and_the_batch_of_unknown_outcome_repeated() throws Exception {
        LedgerBatch first = batch(1, change(Party.CLIENT, ALICE, 5, 5));
        wait(store.commit(first));
        cutConnections();
        repeat(first);

        LedgerBatch second = batch(2, change(Party.CLIENT, ALICE, 2, 7));
        cutConnections();
        repeat(second);

        assertThat(store.load().counters()).containsExactly(new Stored(Party.CLIENT, ALICE, TokenCount.of(7)));
        assertThat(store.load().lastStateNumber()).isEqualTo(2);
    }

    @Test
    void who_lost_the_lock_to_another_process_writes_no_more() throws Exception {
        wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5))));
        cutConnections();
        try (LedgerStore other = open()) {
            assertThat(other.load().lastStateNumber()).isEqualTo(1);
        }

        assertThatThrownBy(() -> {
                    for (int attempt = 0; attempt < 5; attempt++) {
                        try {
                            wait(store.commit(batch(2, change(Party.CLIENT, ALICE, 1, 6))));
                        } catch (java.sql.SQLException e) {
                            assertThat(e.getSQLState()).startsWith("57P0");
                        }
                    }
                })
                .isInstanceOf(LedgerStoreException.class)
                .hasMessageContaining("another process has opened it since");
    }

    @Test
    void a_ledger_that_went_back_is_refused() throws Exception {
        wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5))));
        wait(store.commit(batch(2, change(Party.CLIENT, BOB, 5, 5))));
        execute("UPDATE cocoon_ledger.ledger SET state_number = 1");

        assertThatThrownBy(() -> wait(store.commit(batch(3, change(Party.CLIENT, ALICE, 1, 6)))))
                .isInstanceOf(LedgerStoreException.class)
                .hasMessageContaining("state number 3 (expected: 2)");
    }

    @Test
    void neither_a_hand_nor_a_program_can_lower_or_remove_a_counter() throws Exception {
        wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5))));

        assertThatThrownBy(() -> execute("UPDATE cocoon_ledger.ledger_counter SET total = 4"))
                .hasMessageContaining("would decrease");
        assertThatThrownBy(() -> execute("DELETE FROM cocoon_ledger.ledger_counter"))
                .hasMessageContaining("would be removed");
    }

    @Test
    void commits_wait_for_the_disk_even_if_the_users_default_is_not_to() throws Exception {
        store.close();
        execute("ALTER ROLE postgres IN DATABASE "
                + database.url().substring(database.url().lastIndexOf('/') + 1) + " SET synchronous_commit = off");
        store = open();
        try (var pool = PostgresDatabase.open(database);
                Connection connection = pool.getConnection();
                Statement sql = connection.createStatement();
                var rows = sql.executeQuery("SHOW synchronous_commit")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void a_server_that_does_not_force_commits_to_its_disk_is_refused() throws Exception {
        try (EmbeddedPostgres careless = TestPostgres.start("off")) {
            assertThatThrownBy(() -> PostgresLedgerStore.open(TestPostgres.settings(careless, "postgres"), PROXY))
                    .isInstanceOf(LedgerStoreException.class)
                    .hasMessageContaining("fsync is off");
        }
    }

    @Test
    void no_message_shows_the_password() {
        PostgresSettings wrong = new PostgresSettings(
                "jdbc:postgresql://localhost:1/none?connectTimeout=2", "somebody", Secret.of("open sesame"));
        assertThat(wrong.toString()).doesNotContain("sesame");
        Throwable error = org.assertj.core.api.Assertions.catchThrowable(() -> PostgresLedgerStore.open(wrong, PROXY));
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("sesame");
        }
    }

    @Test
    void a_password_in_the_address_is_refused_without_showing_it() {
        for (String url : List.of(
                "jdbc:postgresql://localhost/x?password=sesame",
                "jdbc:postgresql://localhost/x?user=a&password=sesame")) {
            assertThatThrownBy(() -> new PostgresSettings(url, "u", null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("sesame");
        }
    }

    @Test
    void a_server_elsewhere_must_show_its_certificate_unless_the_address_says_otherwise() {
        assertThat(driver("jdbc:postgresql://db.example/x")).isEqualTo("verify-full");
        assertThat(driver("jdbc:postgresql://localhost,db.example/x")).isEqualTo("verify-full");
        assertThat(driver("jdbc:postgresql://db.example/x?sslmode=require")).isNull();
        assertThat(driver("jdbc:postgresql://localhost:5432/x")).isNull();
        assertThat(driver("jdbc:postgresql://127.0.0.1/x")).isNull();
    }

    private static @org.jspecify.annotations.Nullable String driver(String url) {
        return new PostgresSettings(url, "u", null).driverProperties().getProperty("sslmode");
    }
}
