package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the broker tells the first account, and its operator, over HTTP. */
final class BrokerPages {

    private BrokerPages() {}

    /**
     * A page.
     *
     * @throws IllegalStateException if it is no JSON object or cannot be read
     */
    static JsonObject get(LocalMarketplace marketplace, String path) {
        byte[] page = read(
                marketplace.apiUri().resolve(path),
                "Bearer " + marketplace.token().reveal());
        if (JsonValue.parse(page) instanceof JsonObject object) {
            return object;
        }
        throw new IllegalStateException("broker: " + path + " is no JSON object");
    }

    /**
     * Gives an operator's command.
     *
     * @param command with its arguments, such as {@code withdraw?}
     * @return a page with the broker's answer
     * @throws IllegalStateException if it cannot be given
     */
    static String command(LocalMarketplace marketplace, String command) {
        URI admin =
                Objects.requireNonNull(marketplace.broker().adminUri(), "a broker with a chain has an administration");
        URI address = admin.resolve("/request/" + command + "&access_hash=" + MarketplaceConfig.ACCESS_HASH);
        return new String(read(address, ""), StandardCharsets.UTF_8);
    }

    private static byte[] read(URI address, String authorization) {
        try {
            URLConnection connection = address.toURL().openConnection();
            if (!authorization.isEmpty()) {
                connection.setRequestProperty("Authorization", authorization);
            }
            try (InputStream in = connection.getInputStream()) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new IllegalStateException("broker: " + address.getPath() + " cannot be read", e);
        }
    }
}
