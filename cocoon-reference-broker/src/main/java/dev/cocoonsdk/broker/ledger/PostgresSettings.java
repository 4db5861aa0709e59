package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.core.Secret;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a PostgreSQL server is. Without a word about TLS in the address, a server that is not on this machine must show a certificate that
 * fits ({@code sslmode=verify-full}); the driver's other parameters, {@code sslrootcert} for example, are passed through.
 *
 * @param url {@code jdbc:postgresql://host:port/database?parameters}, without a password
 * @param user who logs in
 * @param password of the user, or null if the server wants none
 */
public record PostgresSettings(
        String url, String user, @Nullable Secret password) {

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is none of PostgreSQL or holds a password, which messages would show
     */
    public PostgresSettings {
        Properties parsed = Driver.parseURL(url, null);
        if (!url.startsWith("jdbc:postgresql:") || parsed == null) {
            throw new IllegalArgumentException("PostgreSQL address (expected: jdbc:postgresql://host:port/database)");
        } else if (parsed.getProperty(PGProperty.PASSWORD.getName()) != null) {
            throw new IllegalArgumentException("PostgreSQL address: holds a password (expected: in a file of its own)");
        }
    }

    /** What the driver is told beside the address. */
    Properties driverProperties() {
        Properties inUrl = Driver.parseURL(url, null);
        Properties driver = new Properties();
        preset(driver, inUrl, PGProperty.TCP_KEEP_ALIVE, "true");
        preset(driver, inUrl, PGProperty.SOCKET_TIMEOUT, "30");
        preset(driver, inUrl, PGProperty.CONNECT_TIMEOUT, "10");
        preset(driver, inUrl, PGProperty.TARGET_SERVER_TYPE, "primary");
        preset(driver, inUrl, PGProperty.APPLICATION_NAME, "cocoon-broker");
        driver.setProperty(PGProperty.LOG_SERVER_ERROR_DETAIL.getName(), "false");
        if (inUrl != null && !isLocal(inUrl) && inUrl.getProperty("ssl") == null) {
            preset(driver, inUrl, PGProperty.SSL_MODE, "verify-full");
        }
        return driver;
    }

    private static void preset(Properties driver, @Nullable Properties inUrl, PGProperty property, String value) {
        if (inUrl == null || inUrl.getProperty(property.getName()) == null) {
            driver.setProperty(property.getName(), value);
        }
    }

    private static boolean isLocal(Properties inUrl) {
        String hosts = inUrl.getProperty(PGProperty.PG_HOST.getName(), "localhost");
        for (String host : hosts.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (!host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1") && !host.equals("[::1]")) {
                return false;
            }
        }
        return true;
    }

    /** Without the address, whose parameters may name secrets. */
    @Override
    public String toString() {
        return "PostgresSettings[user=" + user + "]";
    }
}
