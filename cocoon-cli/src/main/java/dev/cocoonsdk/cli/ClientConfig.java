package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
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
     * @throws CliException if it names no server
     * @throws ConfigException if it is no JSON object or a member is unusable
     */
    static ClientConfig read(Path file) {
        JsonObject json = RunnerConfigReader.parseFile(RunnerOptions.readable(file));
        try {
            return read(RunnerConfigReader.of(json), file);
        } catch (ConfigException e) {
            throw e.in(file.toString());
        }
    }

    private static ClientConfig read(RunnerConfigReader config, Path file) {
        RunnerConfigReader ours = config.object("reference_client");
        String url = ours.text("url", "");
        URI uri = url.isEmpty() ? localRunner(config, file) : ConnectionOptions.parseUrl(url);
        return new ClientConfig(uri, ours.secret("token"));
    }

    private static URI localRunner(RunnerConfigReader config, Path file) {
        long port = config.integer("http_port", 0, 0, 65_535);
        if (port == 0) {
            throw CliException.usage(file
                    + ": names no server (expected: http_port of a running client-runner, or reference_client.url)");
        }
        return URI.create("http://127.0.0.1:" + port);
    }
}
