package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection that holds the advisory lock of a proxy contract's ledger; on the writer's thread only. */
final class PostgresSession {

    private static final String LOCK_NAME = "cocoon-ledger ";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection connection;

    private PostgresSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock. Waits a little for one that a killed process or a lost connection leaves behind.
     *
     * @throws LedgerStoreException if somebody else keeps it
     */
    static PostgresSession locked(Connection connection, TonAddress proxyContract) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET lock_timeout = '5s'");
            sql.execute("SELECT pg_advisory_lock(" + lockKey(proxyContract) + ")");
            sql.execute("RESET lock_timeout");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new LedgerStoreException(
                        "ledger of proxy contract " + proxyContract + ": already open, here or in another process", e);
            }
            throw e;
        }
        connection.setAutoCommit(false);
        return new PostgresSession(connection);
    }

    private static long lockKey(TonAddress proxyContract) {
        byte[] name = (LOCK_NAME + proxyContract).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Hash256.sha256(name).toBytes()).getLong();
    }

    /** Whether the server answered that the data is wrong, so that nothing was stored and the connection is fine. */
    static boolean isRefusal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("P0") || state.startsWith("22") || state.startsWith("23");
    }

    Connection connection() {
        return connection;
    }

    /** Whether nothing is left of the transaction under way. */
    boolean rollBack(Throwable reason) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            reason.addSuppressed(e);
            return false;
        }
    }

    /** Makes every earlier process's commits fail; the number of the new epoch. */
    long takeOver(TonAddress proxyContract) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "INSERT INTO ledger (proxy_contract, epoch, state_number, digest) VALUES (?, 1, 0, '')"
                        + " ON CONFLICT (proxy_contract) DO UPDATE SET epoch = ledger.epoch + 1 RETURNING epoch")) {
            sql.setString(1, proxyContract.toString());
            try (ResultSet row = sql.executeQuery()) {
                row.next();
                long epoch = row.getLong(1);
                connection.commit();
                return epoch;
            }
        }
    }

    /** What the ledger's row says. */
    private record Head(int id, long epoch, long stateNumber, Bytes digest) {}

    void store(LedgerBatch batch, TonAddress proxyContract, long epoch) throws SQLException {
        Head head = head(proxyContract, " FOR UPDATE");
        byte[] digest = BatchDigest.of(batch);
        if (head.epoch != epoch) {
            throw new LedgerStoreException(
                    "ledger of proxy contract " + proxyContract + ": another process has opened it since", null);
        }
        if (BatchOrder.isNext(batch, digest, head.stateNumber, head.digest.toByteArray())) {
            write(head.id, batch, digest);
        }
        connection.commit();
    }

    private Head head(TonAddress proxyContract, String locking) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT id, epoch, state_number, digest FROM ledger WHERE proxy_contract = ?" + locking)) {
            sql.setString(1, proxyContract.toString());
            try (ResultSet row = sql.executeQuery()) {
                if (!row.next()) {
                    throw new LedgerStoreException(
                            "ledger of proxy contract " + proxyContract + ": is not there any more", null);
                }
                return new Head(row.getInt(1), row.getLong(2), row.getLong(3), Bytes.wrap(row.getBytes(4)));
            }
        }
    }

    private void write(int ledger, LedgerBatch batch, byte[] digest) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "UPDATE ledger SET state_number = ?, digest = ?, stored_at = now() WHERE id = ?")) {
            sql.setLong(1, batch.stateNumber());
            sql.setBytes(2, digest);
            sql.setInt(3, ledger);
            sql.executeUpdate();
        }
        writeCounters(ledger, batch.changes());
        for (Map.Entry<String, @Nullable Bytes> note : batch.notes().entrySet()) {
            writeNote(ledger, note.getKey(), note.getValue());
        }
    }

    private void writeCounters(int ledger, List<Change> changes) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "INSERT INTO ledger_counter (ledger, party, owner, total) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (ledger, party, owner) DO UPDATE SET total = excluded.total")) {
            for (Change change : changes) {
                sql.setInt(1, ledger);
                sql.setString(2, change.party().name());
                sql.setString(3, change.owner().toString());
                sql.setLong(4, change.total().value());
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }

    private void writeNote(int ledger, String name, @Nullable Bytes content) throws SQLException {
        String text = content == null
                ? "DELETE FROM ledger_note WHERE ledger = ? AND name = ?"
                : "INSERT INTO ledger_note (ledger, name, content) VALUES (?, ?, ?)"
                        + " ON CONFLICT (ledger, name) DO UPDATE SET content = excluded.content";
        try (PreparedStatement sql = connection.prepareStatement(text)) {
            sql.setInt(1, ledger);
            sql.setString(2, name);
            if (content != null) {
                sql.setBytes(3, content.toByteArray());
            }
            sql.executeUpdate();
        }
    }

    LedgerContent load(TonAddress proxyContract) throws SQLException {
        Head head = head(proxyContract, "");
        LedgerContent content = new LedgerContent(counters(head.id), notes(head.id), head.stateNumber);
        connection.commit();
        return content;
    }

    private List<Stored> counters(int ledger) throws SQLException {
        List<Stored> counters = new ArrayList<>();
        try (PreparedStatement sql =
                connection.prepareStatement("SELECT party, owner, total FROM ledger_counter WHERE ledger = ?")) {
            sql.setInt(1, ledger);
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    counters.add(new Stored(
                            Party.valueOf(rows.getString(1)),
                            TonAddress.parse(rows.getString(2)),
                            TokenCount.of(rows.getLong(3))));
                }
            }
        }
        return counters;
    }

    private Map<String, Bytes> notes(int ledger) throws SQLException {
        Map<String, Bytes> notes = new LinkedHashMap<>();
        try (PreparedStatement sql =
                connection.prepareStatement("SELECT name, content FROM ledger_note WHERE ledger = ?")) {
            sql.setInt(1, ledger);
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    notes.put(rows.getString(1), Bytes.wrap(rows.getBytes(2)));
                }
            }
        }
        return notes;
    }
}
