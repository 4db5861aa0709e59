package dev.cocoonsdk.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerStoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBatchesTest {

    private static final LedgerBatch BATCH =
            LedgerStoreContract.batch(1, LedgerStoreContract.change(Party.CLIENT, LedgerStoreContract.ALICE, 5, 5));

    @TempDir
    private Path folder;

    private Connection connection;
    private boolean memoryIsShort;
    private boolean rollbackFails;

    @BeforeEach
    void open() throws SQLException {
        connection = SqliteFile.open(folder.resolve("ledger.db"), LedgerStoreContract.PROXY);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private SqliteBatches batches() throws SQLException {
        return new SqliteBatches(proxy(Connection.class, connection, name -> {
            if (rollbackFails && name.equals("rollback")) {
                throw new SQLException("the disk is gone");
            }
        }));
    }

    /** Passes everything on, statements for counters by a proxy too. */
    private <T> T proxy(Class<T> type, T real, Before before) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            before.call(method.getName());
            Object result = invoke(() -> method.invoke(real, args));
            boolean counters = args != null && args[0] instanceof String sql && sql.startsWith("INSERT INTO counter");
            return counters && result instanceof PreparedStatement sql
                    ? proxy(PreparedStatement.class, sql, this::write)
                    : result;
        }));
    }

    private void write(String method) {
        if (memoryIsShort && method.equals("executeUpdate")) {
            throw new OutOfMemoryError("a test");
        }
    }

    private static Object invoke(Callable<Object> call) throws Throwable {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            throw java.util.Objects.requireNonNull(e.getCause());
        }
    }

    private interface Before {
        void call(String method) throws SQLException;
    }

    @Test
    void a_batch_that_lacked_memory_half_way_is_stored_whole_when_it_is_repeated() throws SQLException {
        SqliteBatches batches = batches();
        memoryIsShort = true;
        assertThatThrownBy(() -> batches.store(BATCH)).isInstanceOf(OutOfMemoryError.class);
        memoryIsShort = false;
        batches.store(BATCH);

        assertThat(batches.load().counters()).hasSize(1);
        assertThat(batches.load().lastStateNumber()).isEqualTo(1);
    }

    @Test
    void half_a_batch_that_cannot_be_taken_back_is_never_committed() throws SQLException {
        SqliteBatches batches = batches();
        memoryIsShort = true;
        rollbackFails = true;
        assertThatThrownBy(() -> batches.store(BATCH)).isInstanceOf(OutOfMemoryError.class);
        memoryIsShort = false;
        rollbackFails = false;

        assertThatThrownBy(() -> batches.store(BATCH))
                .isInstanceOf(LedgerStoreException.class)
                .hasMessageContaining("start again");
        connection.close();
        open();
        assertThat(new SqliteBatches(connection).load().lastStateNumber()).isZero();
    }
}
