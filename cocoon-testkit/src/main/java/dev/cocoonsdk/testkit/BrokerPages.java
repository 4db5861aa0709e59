package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;

/** What the broker tells the first account over HTTP. */
final class BrokerPages {

    private BrokerPages() {}

    /**
     * A page.
     *
     * @throws IllegalStateException if it is no JSON object or cannot be read
     */
    static JsonObject get(LocalMarketplace marketplace, String path) {
        try {
            URLConnection connection =
                    marketplace.apiUri().resolve(path).toURL().openConnection();
            connection.setRequestProperty(
                    "Authorization", "Bearer " + marketplace.token().reveal());
            try (InputStream in = connection.getInputStream()) {
                if (JsonValue.parse(in.readAllBytes()) instanceof JsonObject object) {
                    return object;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("broker: " + path + " cannot be read", e);
        }
        throw new IllegalStateException("broker: " + path + " is no JSON object");
    }
}
