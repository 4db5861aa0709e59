package dev.cocoonsdk.it.conformance;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.RootConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/** The configuration files of the captures. */
final class Network {

    private Network() {}

    static JsonObject file(String name) {
        return (JsonObject) JsonValue.parse(resource(name));
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Network.class.getResourceAsStream("/conformance/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RootConfig root() {
        return root(file("fake-ton-config.json"));
    }

    static RootConfig root(JsonObject pseudo) {
        return RootConfig.ofPseudoJson(pseudo, Instant.now()).config();
    }
}
