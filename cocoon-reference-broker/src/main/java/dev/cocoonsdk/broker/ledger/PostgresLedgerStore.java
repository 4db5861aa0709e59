package dev.cocoonsdk.broker.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.ton.TonAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Ledgers in a PostgreSQL database, one for each proxy contract, in the schema {@code cocoon_ledger}. A batch is acknowledged when the
 * server has committed it; a server that does not force commits to its disk is refused.
 *
 * <p>One process may have the ledger of a proxy contract open: an advisory lock refuses the second one, and every commit checks that
 * nobody opened the ledger since, in case the lock was lost with a connection. A lost connection is made again with the next batch or
 * the repetition of the last, which is stored once only. Thread-safe; one thread of its own writes.
 */
public final class PostgresLedgerStore implements LedgerStore {

    private final TonAddress proxyContract;
    private final HikariDataSource pool;
    private final LedgerWriter writer;
    private @Nullable PostgresSession session;
    private long epoch;

    private PostgresLedgerStore(HikariDataSource pool, TonAddress proxyContract) {
        this.pool = pool;
        this.proxyContract = proxyContract;
        this.writer = new LedgerWriter("cocoon-ledger-postgresql");
    }

    /**
     * Opens the ledger of a proxy contract and makes it if it is missing; brings the database's schema up to date.
     *
     * @throws LedgerStoreException if the server cannot be reached or is not durable, or another process has the ledger open
     */
    public static PostgresLedgerStore open(PostgresSettings settings, TonAddress proxyContract) {
        PostgresLedgerStore store = new PostgresLedgerStore(PostgresDatabase.open(settings), proxyContract);
        try {
            store.writer.call(store::start);
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private Long start() throws SQLException {
        PostgresSession first = session();
        try {
            epoch = first.takeOver(proxyContract);
            return epoch;
        } catch (SQLException | RuntimeException e) {
            drop(e);
            throw e;
        }
    }

    /** The connection with the lock; a new one if there is none. */
    private PostgresSession session() throws SQLException {
        if (session == null) {
            Connection connection = pool.getConnection();
            try {
                session = PostgresSession.locked(connection, proxyContract);
            } catch (SQLException | RuntimeException e) {
                pool.evictConnection(connection);
                throw e;
            }
        }
        return session;
    }

    private void drop(Throwable reason) {
        if (session != null) {
            session.rollBack(reason);
            pool.evictConnection(session.connection());
            session = null;
        }
    }

    @Override
    public LedgerContent load() {
        return writer.call(() -> {
            try {
                return session().load(proxyContract);
            } catch (SQLException | RuntimeException e) {
                drop(e);
                throw e;
            }
        });
    }

    @Override
    public CompletionStage<Void> commit(LedgerBatch batch) {
        return writer.submit(() -> {
            try {
                session().store(batch, proxyContract, epoch);
            } catch (SQLException | RuntimeException | Error e) {
                boolean refused = e instanceof LedgerStoreException
                        || (e instanceof SQLException answer && PostgresSession.isRefusal(answer));
                // Otherwise the outcome is unknown, or half a batch waits in a transaction that must not be committed
                // with the
                // repetition: that finds out over a new connection.
                if (!refused || session == null || !session.rollBack(e)) {
                    drop(e);
                }
                if (refused && e instanceof SQLException) {
                    throw new LedgerStoreException("the database refuses the batch", e);
                }
                throw e;
            }
        });
    }

    @Override
    public void close() {
        writer.close(() -> {
            try (pool) {
                if (session != null) {
                    pool.evictConnection(session.connection());
                    session = null;
                }
            }
        });
    }

    @Override
    public String toString() {
        return "PostgresLedgerStore[" + proxyContract + "]";
    }
}
