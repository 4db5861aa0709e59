package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.core.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all tests, which forces its commits to the disk; a database of its own for each test. */
final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start("on");
    }

    private TestPostgres() {}

    static EmbeddedPostgres start(String fsync) {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", fsync)
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("shared_buffers", "16MB")
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    static EmbeddedPostgres server() {
        return Holder.SERVER;
    }

    static PostgresSettings newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return settings(server(), name);
    }

    static PostgresSettings settings(EmbeddedPostgres server, String database) {
        return new PostgresSettings(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", Secret.of("postgres"));
    }

    static void execute(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
