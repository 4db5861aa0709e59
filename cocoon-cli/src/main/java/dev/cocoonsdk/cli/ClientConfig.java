package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The part of the official client-runner's configuration ({@code docs/protocol/wire.md} 12) that a caller of that runner needs, and our
 * additions in the object {@code reference_client}.
 *
 * @param url where calls go
 * @param token names and proves the account, or null if the file has none
 */
record ClientConfig(URI url, @Nullable Secret token) {

    /**
     * Reads a file.
     *
     * @throws CliException if it is no JSON object or names no server
     */
    static ClientConfig read(Path file) {
        JsonObject config = RunnerJson.read(file);
        JsonObject ours = config.object("reference_client");
        String url = ours == null ? null : ours.string("url");
        String token = ours == null ? null : ours.string("token");
        URI uri = url == null ? localRunner(file, config.get("http_port")) : ConnectionOptions.parseUrl(url);
        return new ClientConfig(uri, token == null ? null : Secret.of(token));
    }

    /** The official files write numbers as strings too. */
    private static URI localRunner(Path file, @Nullable JsonValue port) {
        Long number = null;
        if (port instanceof JsonNumber value) {
            number = value.toLong();
        } else if (port instanceof JsonString text && text.value().matches("[0-9]{1,5}")) {
            number = Long.valueOf(text.value());
        }
        if (number == null || number < 1 || number > 65_535) {
            throw CliException.usage(file
                    + ": names no server (expected: http_port of a running client-runner, or reference_client.url)");
        }
        return URI.create("http://127.0.0.1:" + number);
    }
}
