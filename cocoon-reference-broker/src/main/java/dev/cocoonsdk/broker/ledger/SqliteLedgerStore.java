package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/**
 * The ledger in one SQLite file, for a broker alone. A batch is acknowledged when it is forced to the disk (write-ahead log, {@code
 * synchronous=FULL}); what {@link #load} returns is on the disk too. The file must lie on a local disk; a file {@code .lock} beside it
 * keeps a second process away. Thread-safe; one thread of its own writes.
 */
public final class SqliteLedgerStore implements LedgerStore {

    private final Path file;
    private final FileLock lock;
    private final LedgerWriter writer;
    private final Connection connection;
    private final SqliteBatches batches;

    private SqliteLedgerStore(Path file, FileLock lock, Connection connection) throws SQLException {
        this.file = file;
        this.lock = lock;
        this.connection = connection;
        this.batches = new SqliteBatches(connection);
        this.writer = new LedgerWriter("cocoon-ledger-sqlite");
    }

    /**
     * Opens a ledger and makes it if it is missing. Checks the whole file.
     *
     * @param proxyContract whose counters; must be the same each time
     * @throws LedgerStoreException if the file is damaged, open elsewhere, made by a newer version, no ledger, or another proxy
     *     contract's
     */
    public static SqliteLedgerStore open(Path file, TonAddress proxyContract) {
        FileLock lock = FileLock.of(file);
        Connection connection = null;
        try {
            connection = SqliteFile.open(file, proxyContract);
            return new SqliteLedgerStore(file, lock, connection);
        } catch (SQLException e) {
            closeQuietly(e, connection, lock);
            throw new LedgerStoreException("ledger " + file + ": cannot be opened", e);
        } catch (RuntimeException e) {
            closeQuietly(e, connection, lock);
            throw e;
        }
    }

    private static void closeQuietly(
            Exception reason, @org.jspecify.annotations.Nullable Connection connection, FileLock lock) {
        try (lock) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException | IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public LedgerContent load() {
        return writer.call(batches::load);
    }

    @Override
    public CompletionStage<Void> commit(LedgerBatch batch) {
        return writer.submit(() -> batches.store(batch));
    }

    @Override
    public void close() {
        writer.close(() -> {
            try (lock) {
                connection.close();
            }
        });
    }

    @Override
    public String toString() {
        return "SqliteLedgerStore[" + file + "]";
    }
}
