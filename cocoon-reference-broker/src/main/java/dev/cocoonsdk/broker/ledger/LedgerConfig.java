package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which ledger store a configuration asks for: {@code reference_broker.ledger} is {@code "memory"}, {@code "sqlite"} or {@code
 * "postgresql"}. If it is missing, SQLite with a {@code db_path}, memory without.
 */
public sealed interface LedgerConfig {

    /**
     * Opens the ledger of a proxy contract.
     *
     * @throws LedgerStoreException if it cannot be opened
     */
    LedgerStore open(TonAddress proxyContract);

    /** Counters are lost with the process. */
    record Memory() implements LedgerConfig {
        @Override
        public LedgerStore open(TonAddress proxyContract) {
            return new InMemoryLedgerStore();
        }
    }

    /**
     * A file for each proxy contract.
     *
     * @param folder {@code db_path}; holds the files {@code ledger-<16 digits of the contract's address>.sqlite}
     */
    record Sqlite(Path folder) implements LedgerConfig {
        private static final int DIGITS = 16;

        @Override
        public LedgerStore open(TonAddress proxyContract) {
            return SqliteLedgerStore.open(file(proxyContract), proxyContract);
        }

        /** Where the ledger of a proxy contract lies. */
        public Path file(TonAddress proxyContract) {
            return folder.resolve("ledger-" + proxyContract.account().toHex().substring(0, DIGITS) + ".sqlite");
        }
    }

    /**
     * A shared database.
     *
     * @param settings {@code reference_broker.postgresql}: {@code url}, {@code user}, {@code password_file}
     */
    record Postgres(PostgresSettings settings) implements LedgerConfig {
        @Override
        public LedgerStore open(TonAddress proxyContract) {
            return PostgresLedgerStore.open(settings, proxyContract);
        }
    }

    /**
     * Reads the members of {@code reference_broker}.
     *
     * @param dbPath {@code db_path} of the official members, empty if missing
     * @throws ConfigException if one is unusable
     */
    static LedgerConfig read(RunnerConfigReader json, String dbPath) {
        RunnerConfigReader postgres = json.object("postgresql");
        String store = json.text("ledger", dbPath.isEmpty() ? "memory" : "sqlite");
        return switch (store) {
            case "memory" -> new Memory();
            case "sqlite" -> sqlite(json, dbPath);
            case "postgresql" -> new Postgres(postgres(postgres));
            default -> throw json.wrong("ledger", "memory, sqlite or postgresql");
        };
    }

    private static Sqlite sqlite(RunnerConfigReader json, String dbPath) {
        if (dbPath.isEmpty()) {
            throw json.wrong("ledger", "a db_path with it, or memory or postgresql");
        }
        return new Sqlite(Path.of(dbPath));
    }

    private static PostgresSettings postgres(RunnerConfigReader json) {
        String user = json.text("user", "cocoon");
        Secret password = password(json);
        return json.hide("url")
                .parsed(
                        "url",
                        "jdbc:postgresql://host:port/database without a password",
                        url -> new PostgresSettings(url, user, password));
    }

    private static @Nullable Secret password(RunnerConfigReader json) {
        String file = json.text("password_file", "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            return Secret.of(
                    Files.readString(Path.of(file), StandardCharsets.UTF_8).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw json.wrong("password_file", "a readable file that holds one line, the password");
        }
    }
}
