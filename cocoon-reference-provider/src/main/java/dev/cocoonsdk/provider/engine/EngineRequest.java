package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request for an engine: an HTTP request whose body has been checked. Immutable. */
public final class EngineRequest {

    private final String method;
    private final String path;
    private final List<EngineHeader> headers;
    private final byte[] body;
    private final @Nullable JsonObject json;
    private final Duration timeout;

    private EngineRequest(
            String method,
            String path,
            List<EngineHeader> headers,
            byte[] body,
            @Nullable JsonObject json,
            Duration timeout) {
        this.method = method;
        this.path = path;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.json = json;
        this.timeout = timeout;
    }

    /**
     * A request with a JSON body, which is written with sorted member names and without white space.
     *
     * @param path for example {@code /v1/chat/completions}
     * @param timeout how long the whole answer may take
     */
    public static EngineRequest json(
            String method, String path, List<EngineHeader> headers, JsonObject json, Duration timeout) {
        return new EngineRequest(method, path, headers, json.toSortedJsonBytes(), json, timeout);
    }

    /** A {@code POST} with a JSON body and no further headers. */
    public static EngineRequest post(String path, JsonObject json, Duration timeout) {
        return json("POST", path, List.of(new EngineHeader("Content-Type", "application/json")), json, timeout);
    }

    /** A request whose body is not JSON, such as the multipart form of {@code /v1/images/edits}. The bytes are copied. */
    public static EngineRequest bytes(
            String method, String path, List<EngineHeader> headers, byte[] body, Duration timeout) {
        return new EngineRequest(method, path, headers, body.clone(), null, timeout);
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path, beginning with a slash, without a query string. */
    public String path() {
        return path;
    }

    /** The headers for the engine, without those that belong to a connection. */
    public List<EngineHeader> headers() {
        return headers;
    }

    /** The body, read-only. */
    public ByteBuffer body() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    /** The body as JSON, or null if it is something else. */
    public @Nullable JsonObject json() {
        return json;
    }

    /** How long the whole answer may take, from now. */
    public Duration timeout() {
        return timeout;
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "EngineRequest[" + method + " " + path + ", " + body.length + " bytes]";
    }
}
