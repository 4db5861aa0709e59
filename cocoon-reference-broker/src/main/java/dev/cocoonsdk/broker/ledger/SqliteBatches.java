package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One transaction per batch; on the writer's thread only. Statements live as long as the connection. */
final class SqliteBatches {

    private final Connection connection;
    private final PreparedStatement readHead;
    private final PreparedStatement writeHead;
    private final PreparedStatement writeCounter;
    private final PreparedStatement writeNote;
    private final PreparedStatement removeNote;

    /** Why a transaction could not be taken back; what is in it must never be committed with a later batch. */
    private @Nullable SQLException stuck;

    SqliteBatches(Connection connection) throws SQLException {
        this.connection = connection;
        this.readHead = connection.prepareStatement("SELECT state_number, digest FROM ledger");
        this.writeHead = connection.prepareStatement("UPDATE ledger SET state_number = ?, digest = ?");
        this.writeCounter = connection.prepareStatement("INSERT INTO counter (party, owner, total) VALUES (?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET total = excluded.total");
        this.writeNote = connection.prepareStatement("INSERT INTO note (name, content) VALUES (?, ?)"
                + " ON CONFLICT DO UPDATE SET content = excluded.content");
        this.removeNote = connection.prepareStatement("DELETE FROM note WHERE name = ?");
    }

    void store(LedgerBatch batch) throws SQLException {
        if (stuck != null) {
            throw new LedgerStoreException("the ledger is in an unfinished transaction; start again", stuck);
        }
        try {
            byte[] digest = BatchDigest.of(batch);
            if (isNext(batch, digest)) {
                write(batch, digest);
            }
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            // Also for lack of memory: the repetition would find its number in the unfinished transaction and commit
            // half a batch.
            rollback(e);
            throw e;
        }
    }

    private void rollback(Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            stuck = e;
            reason.addSuppressed(e);
        }
    }

    /** False for a repetition of the last batch. */
    private boolean isNext(LedgerBatch batch, byte[] digest) throws SQLException {
        try (ResultSet head = readHead.executeQuery()) {
            if (!head.next()) {
                throw new LedgerStoreException("the ledger has lost its state number", null);
            }
            return BatchOrder.isNext(batch, digest, head.getLong(1), head.getBytes(2));
        }
    }

    private void write(LedgerBatch batch, byte[] digest) throws SQLException {
        writeHead.setLong(1, batch.stateNumber());
        writeHead.setBytes(2, digest);
        writeHead.executeUpdate();
        for (Change change : batch.changes()) {
            writeCounter.setString(1, change.party().name());
            writeCounter.setString(2, change.owner().toString());
            writeCounter.setLong(3, change.total().value());
            writeCounter.executeUpdate();
        }
        for (Map.Entry<String, @Nullable Bytes> note : batch.notes().entrySet()) {
            write(note.getKey(), note.getValue());
        }
    }

    private void write(String name, @Nullable Bytes content) throws SQLException {
        PreparedStatement sql = content == null ? removeNote : writeNote;
        sql.setString(1, name);
        if (content != null) {
            sql.setBytes(2, content.toByteArray());
        }
        sql.executeUpdate();
    }

    LedgerContent load() throws SQLException {
        try {
            LedgerContent content = new LedgerContent(counters(), notes(), stateNumber());
            connection.commit();
            return content;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(e);
            throw e;
        }
    }

    private List<Stored> counters() throws SQLException {
        List<Stored> counters = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement("SELECT party, owner, total FROM counter");
                ResultSet rows = sql.executeQuery()) {
            while (rows.next()) {
                counters.add(new Stored(
                        Party.valueOf(rows.getString(1)),
                        TonAddress.parse(rows.getString(2)),
                        TokenCount.of(rows.getLong(3))));
            }
        }
        return counters;
    }

    private Map<String, Bytes> notes() throws SQLException {
        Map<String, Bytes> notes = new LinkedHashMap<>();
        try (PreparedStatement sql = connection.prepareStatement("SELECT name, content FROM note");
                ResultSet rows = sql.executeQuery()) {
            while (rows.next()) {
                notes.put(rows.getString(1), Bytes.wrap(rows.getBytes(2)));
            }
        }
        return notes;
    }

    private long stateNumber() throws SQLException {
        try (ResultSet head = readHead.executeQuery()) {
            return head.next() ? head.getLong(1) : 0;
        }
    }
}
