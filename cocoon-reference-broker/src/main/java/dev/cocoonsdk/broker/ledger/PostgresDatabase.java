package dev.cocoonsdk.broker.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cocoonsdk.broker.LedgerStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The pool of connections to one database, and its schema. */
final class PostgresDatabase {

    private static final String SCHEMA = "cocoon_ledger";
    private static final String MIGRATION = "V1__ledger.sql";
    private static final int CONNECTIONS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Never less than what survives a crash of the server, but stricter settings of the server stay. */
    private static final String DURABLE_COMMITS =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private PostgresDatabase() {}

    /**
     * Connects, brings the schema up to date and checks that the server forces commits to its disk.
     *
     * @throws LedgerStoreException if one of that fails
     */
    static HikariDataSource open(PostgresSettings settings) {
        HikariDataSource pool = connect(settings);
        try {
            migrate(pool);
            checkDurability(pool);
            return pool;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource connect(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cocoon-ledger");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        if (settings.password() != null) {
            config.setPassword(settings.password().reveal());
        }
        config.setDataSourceProperties(settings.driverProperties());
        config.setSchema(SCHEMA);
        config.setConnectionInitSql(DURABLE_COMMITS);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(CONNECT.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new LedgerStoreException("PostgreSQL: cannot connect", e);
        }
    }

    private static void migrate(HikariDataSource pool) {
        try {
            Flyway.configure(PostgresDatabase.class.getClassLoader())
                    .dataSource(pool)
                    .schemas(SCHEMA)
                    .resourceProvider(new Migrations())
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            throw new LedgerStoreException("PostgreSQL: the schema cannot be brought up to date", e);
        }
    }

    private static void checkDurability(HikariDataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement sql = connection.createStatement()) {
            for (String setting : List.of("fsync", "full_page_writes")) {
                try (ResultSet rows = sql.executeQuery("SHOW " + setting)) {
                    if (!rows.next() || !"on".equals(rows.getString(1))) {
                        throw new LedgerStoreException(
                                "PostgreSQL: " + setting + " is off, a crash could lose money (expected: on)", null);
                    }
                }
            }
        } catch (SQLException e) {
            throw new LedgerStoreException("PostgreSQL: cannot be asked for its settings", e);
        }
    }

    /** Names the migrations one by one: a search in the class path finds nothing in a named module. */
    private static final class Migrations implements ResourceProvider {

        @Override
        public @Nullable LoadableResource getResource(String name) {
            return MIGRATION.equals(name) ? new Migration() : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return MIGRATION.startsWith(prefix) ? List.of(new Migration()) : List.of();
        }
    }

    private static final class Migration extends LoadableResource {

        @Override
        public Reader read() {
            try (InputStream in = PostgresDatabase.class.getResourceAsStream(MIGRATION)) {
                if (in == null) {
                    throw new LedgerStoreException("the broker lacks its file " + MIGRATION, null);
                }
                return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return MIGRATION;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return MIGRATION;
        }

        @Override
        public String getFilename() {
            return MIGRATION;
        }

        @Override
        public String getRelativePath() {
            return MIGRATION;
        }
    }
}
