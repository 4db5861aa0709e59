package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running {@code ./cocoon devnet}, as its owner reaches it. */
final class DevnetRemote {

    /** The variable that holds the token. */
    static final String TOKEN_VARIABLE = "COCOON_DEVNET_TOKEN";

    private static final int MAX_ANSWER = 65_536;

    @Option(
            names = "--ton",
            paramLabel = "URL",
            description = "Where it runs; also from " + TonOptions.VARIABLE + ". Its token comes from " + TOKEN_VARIABLE
                    + ".")
    private @Nullable String url;

    /**
     * Asks for something.
     *
     * @throws CliException if it is not done
     */
    JsonObject post(Map<String, String> environment, String path, JsonObject body) throws IOException {
        String base = url != null ? url : environment.get(TonOptions.VARIABLE);
        String token = environment.get(TOKEN_VARIABLE);
        if (base == null || token == null) {
            throw CliException.usage(
                    "set " + TonOptions.VARIABLE + " and " + TOKEN_VARIABLE + " as ./cocoon devnet prints them");
        }
        URI target = ConnectionOptions.parseUrl(base).resolve("/devnet/" + path);
        if (!Set.of("127.0.0.1", "localhost").contains(target.getHost())) {
            throw CliException.usage("--ton: " + target.getHost() + " (expected: a devnet on this machine)");
        }
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.toJsonBytes());
        } catch (ConnectException e) {
            throw CliException.unreachable("no devnet at " + target.getAuthority(), e);
        }
        return read(connection);
    }

    private static JsonObject read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] bytes = in == null ? new byte[0] : in.readNBytes(MAX_ANSWER);
            if (JsonValue.parse(bytes) instanceof JsonObject answer) {
                if (status == 200) {
                    return answer;
                }
                throw CliException.usage(String.valueOf(answer.string("error")));
            }
        } catch (JsonFormatException e) {
            throw CliException.usage("this is no devnet: HTTP " + status, e);
        }
        throw CliException.usage("this is no devnet: HTTP " + status);
    }
}
