package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
record Asked(int status, String type, String body) {

    static Asked get(URI base, String path) {
        return ask(base, "GET", path, null, null);
    }

    static Asked post(URI base, String path, JsonObject body) {
        return ask(base, "POST", path, body.toJson(), null);
    }

    static Asked ask(URI base, String verb, String path, @Nullable String body, @Nullable String token) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(base + path).toURL().openConnection();
            connection.setRequestMethod(verb);
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Asked(
                        status,
                        Objects.requireNonNullElse(connection.getContentType(), ""),
                        in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject json() {
        return (JsonObject) JsonValue.parse(body);
    }

    /** The result of an answer of version 2. */
    JsonObject result() {
        return Objects.requireNonNull(json().object("result"), body);
    }
}
