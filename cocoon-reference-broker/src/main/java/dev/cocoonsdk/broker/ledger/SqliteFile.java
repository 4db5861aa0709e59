package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Opens the file: settings of durability, checks, and the schema by its version. */
final class SqliteFile {

    private static final int SCHEMA_VERSION = 1;
    private static final int APPLICATION_ID = 0x434f4c47;
    private static final int FULL = 2;
    private static final int BUSY_MILLIS = 10_000;

    private static final String[] SCHEMA_1 = {
        """
        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            proxy_contract TEXT NOT NULL,
            state_number INTEGER NOT NULL,
            digest BLOB NOT NULL)
        """, """
        CREATE TABLE counter (
            party TEXT NOT NULL CHECK (party IN ('CLIENT', 'WORKER')),
            owner TEXT NOT NULL,
            total INTEGER NOT NULL CHECK (total >= 0),
            PRIMARY KEY (party, owner)) WITHOUT ROWID
        """, """
        CREATE TRIGGER counter_never_decreases BEFORE UPDATE ON counter WHEN NEW.total < OLD.total
        BEGIN SELECT RAISE(ABORT, 'a counter would decrease'); END
        """, """
        CREATE TRIGGER counter_stays BEFORE DELETE ON counter
        BEGIN SELECT RAISE(ABORT, 'a counter would be removed'); END
        """, "CREATE TABLE note (name TEXT PRIMARY KEY, content BLOB NOT NULL)"
    };

    private SqliteFile() {}

    static Connection open(Path file, TonAddress proxyContract) throws SQLException {
        Connection connection = config().createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            prepare(connection, file, proxyContract);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private static void prepare(Connection connection, Path file, TonAddress proxyContract) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            forceToTheDisk(sql, file);
            int version = (int) number(sql, "PRAGMA user_version");
            boolean empty = number(sql, "SELECT count(*) FROM sqlite_schema") == 0;
            if (!empty && number(sql, "PRAGMA application_id") != APPLICATION_ID) {
                throw refused(file, "is no ledger of this broker");
            } else if (version > SCHEMA_VERSION) {
                throw refused(file, "has schema version " + version + " (expected: at most " + SCHEMA_VERSION + ")");
            }
            checkIntegrity(sql, file);
            if (empty) {
                create(connection, sql, proxyContract);
            }
            checkProxy(sql, file, proxyContract);
            // What a killed process wrote may be in the operating system's memory only; load() must not return it
            // before the disk has it.
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void forceToTheDisk(Statement sql, Path file) throws SQLException {
        // Without effect but on macOS, where an ordinary fsync stops at the disk's own memory.
        sql.execute("PRAGMA fullfsync = ON");
        sql.execute("PRAGMA checkpoint_fullfsync = ON");
        if (number(sql, "PRAGMA synchronous") < FULL) {
            throw refused(file, "cannot be forced to the disk");
        }
    }

    private static void checkIntegrity(Statement sql, Path file) throws SQLException {
        try (ResultSet rows = sql.executeQuery("PRAGMA integrity_check")) {
            String first = rows.next() ? rows.getString(1) : "no answer";
            if (!"ok".equals(first)) {
                throw refused(file, "is damaged: " + first);
            }
        }
    }

    private static void create(Connection connection, Statement sql, TonAddress proxyContract) throws SQLException {
        connection.setAutoCommit(false);
        for (String statement : SCHEMA_1) {
            sql.execute(statement);
        }
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO ledger VALUES (1, ?, 0, ?)")) {
            row.setString(1, proxyContract.toString());
            row.setBytes(2, new byte[0]);
            row.executeUpdate();
        }
        sql.execute("PRAGMA application_id = " + APPLICATION_ID);
        sql.execute("PRAGMA user_version = " + SCHEMA_VERSION);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void checkProxy(Statement sql, Path file, TonAddress proxyContract) throws SQLException {
        try (ResultSet rows = sql.executeQuery("SELECT proxy_contract FROM ledger")) {
            String stored = rows.next() ? rows.getString(1) : "nothing";
            if (!stored.equals(proxyContract.toString())) {
                throw refused(file, "belongs to proxy contract " + stored + " (expected: " + proxyContract + ")");
            }
        }
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static LedgerStoreException refused(Path file, String why) {
        return new LedgerStoreException("ledger " + file + ": " + why, null);
    }
}
