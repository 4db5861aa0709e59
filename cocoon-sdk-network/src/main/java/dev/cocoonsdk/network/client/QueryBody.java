package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A body as it travels, and the limits beside it ({@code docs/protocol/wire.md} 9.1, step 3). Limits that a caller has put into the body
 * win over those of the call, as over HTTP, and do not travel in it; a body without them is not touched.
 *
 * @param bytes what travels
 * @param limits what travels beside it
 * @param debug whether debug texts are wanted
 */
record QueryBody(Bytes bytes, QueryLimits limits, boolean debug) {

    private static final String COEFFICIENT = "max_coefficient";
    private static final String TIMEOUT = "timeout";
    private static final String DEBUG = "enable_debug";
    private static final String GUID = "request_guid";
    private static final String TOKENS = "max_tokens";
    private static final String OTHER_TOKENS = "max_completion_tokens";
    /** The names, and how their characters may be escaped. */
    private static final List<byte[]> MARKS = Stream.concat(
                    Stream.of(COEFFICIENT, TIMEOUT, DEBUG, GUID, OTHER_TOKENS).map(name -> "\"" + name + "\""),
                    Stream.of("\\u005", "\\u006", "\\u007"))
            .map(mark -> mark.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private static final double LONGEST_SECONDS = 1e9;

    /**
     * The body of a request.
     *
     * @throws InvalidRequestException if one of the members has a wrong type; the texts are the client-runner's
     */
    static QueryBody of(TransportRequest request) {
        JsonObject json = mayNameLimits(request.body()) ? parse(request.body()) : null;
        return json == null
                ? new QueryBody(request.body(), request.limits(), false)
                : of(json, request.limits(), request.body());
    }

    private static QueryBody of(JsonObject json, QueryLimits limits, Bytes original) {
        QueryLimits stated = new QueryLimits(
                limits.maxTokens(), coefficient(json, limits.maxCoefficient()), timeout(json, limits.timeout()));
        JsonObject rest =
                json.without(COEFFICIENT).without(TIMEOUT).without(DEBUG).without(GUID);
        rest = rest.get(OTHER_TOKENS) == null ? rest : rest.without(TOKENS);
        Bytes bytes = rest.members().size() == json.members().size() ? original : Bytes.wrap(rest.toJsonBytes());
        return new QueryBody(bytes, stated, debug(json));
    }

    private static int coefficient(JsonObject json, int otherwise) {
        if (json.get(COEFFICIENT) == null) {
            return otherwise;
        }
        Long value = json.integer(COEFFICIENT);
        if (value == null || value < 0) {
            throw wrong(COEFFICIENT, "non-negative integer");
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static Duration timeout(JsonObject json, Duration otherwise) {
        JsonValue value = json.get(TIMEOUT);
        if (value == null) {
            return otherwise;
        }
        double seconds = value instanceof JsonNumber number ? number.toDouble() : 0;
        if (!(seconds > 0)) {
            throw wrong(TIMEOUT, "a number of seconds above 0");
        }
        return Duration.ofNanos(Math.max(1, Math.round(Math.min(seconds, LONGEST_SECONDS) * 1e9)));
    }

    private static boolean debug(JsonObject json) {
        JsonValue value = json.get(DEBUG);
        if (value != null && !(value instanceof JsonBoolean)) {
            throw wrong(DEBUG, "a boolean");
        }
        return value instanceof JsonBoolean flag && flag.value();
    }

    private static InvalidRequestException wrong(String field, String expected) {
        return new InvalidRequestException(
                "field '" + field + "' must be " + expected, field, expected, Acceptance.NOT_ACCEPTED);
    }

    private static @Nullable JsonObject parse(Bytes body) {
        try {
            return JsonValue.parse(body.toByteArray()) instanceof JsonObject object ? object : null;
        } catch (JsonFormatException e) {
            return null;
        }
    }

    static boolean mayNameLimits(Bytes body) {
        ByteBuffer bytes = body.asByteBuffer();
        int start = 0;
        while (start < bytes.limit() && isSpace(bytes.get(start))) {
            start++;
        }
        return start < bytes.limit()
                && bytes.get(start) == '{'
                && MARKS.stream().anyMatch(mark -> contains(bytes, mark));
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    private static boolean contains(ByteBuffer bytes, byte[] mark) {
        for (int at = bytes.limit() - mark.length; at >= 0; at--) {
            int matched = 0;
            while (matched < mark.length && bytes.get(at + matched) == mark[matched]) {
                matched++;
            }
            if (matched == mark.length) {
                return true;
            }
        }
        return false;
    }
}
