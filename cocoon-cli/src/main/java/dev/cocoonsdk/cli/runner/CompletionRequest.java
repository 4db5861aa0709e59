package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.network.ErrorCodes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks for, read by the rules of {@code docs/protocol/wire.md} 9.1: members that are for the client-runner are
 * taken out, the rest is written anew with sorted keys. Numbers beyond 32 bits, which the reference truncates, are refused.
 *
 * @param model routing name
 * @param maxCoefficient highest accepted price coefficient
 * @param maxTokens for the reservation
 * @param timeout of the whole request
 * @param debug whether debug information is wanted
 * @param guid key of the debug log, or null
 * @param stream whether the answer is to come as events
 * @param payload the body for the worker
 */
record CompletionRequest(
        String model,
        int maxCoefficient,
        int maxTokens,
        Duration timeout,
        boolean debug,
        @Nullable String guid,
        boolean stream,
        Bytes payload) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);
    private static final double LONGEST_TIMEOUT = 86_400;

    /**
     * Reads a body.
     *
     * @param defaultCoefficient for a request that names none
     * @param defaultTokens for a request that names none
     * @throws RunnerException with 621 if it is no JSON object or a member has a wrong type or range; the text holds no content
     */
    static CompletionRequest parse(byte[] body, int defaultCoefficient, int defaultTokens) {
        JsonObject json = object(body);
        Members members = new Members(json);
        if (!(json.get("model") instanceof JsonString model)) {
            throw problem("missing field 'model'");
        }
        int tokens = members.integer("max_tokens", defaultTokens, "positive");
        JsonObject forwarded = json.without("max_coefficient")
                .without("timeout")
                .without("enable_debug")
                .without("request_guid");
        if (members.has("max_completion_tokens")) {
            tokens = members.integer("max_completion_tokens", defaultTokens, "positive");
            forwarded = forwarded.without("max_tokens");
        }
        return new CompletionRequest(
                model.value(),
                members.integer("max_coefficient", defaultCoefficient, "non-negative"),
                tokens,
                members.timeout(),
                members.flag("enable_debug"),
                members.guid(),
                json.get("stream") instanceof JsonBoolean stream && stream.value(),
                Bytes.wrap(forwarded.toSortedJsonBytes()));
    }

    private static JsonObject object(byte[] body) {
        try {
            if (JsonValue.parse(body) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonFormatException e) {
            throw problem(e.getMessage());
        }
        throw problem("expected json object");
    }

    private static RunnerException problem(@Nullable String text) {
        return new RunnerException(ErrorCodes.PROTOCOL_VIOLATION, "failed to parse request: " + text);
    }

    /** The members that the runner itself reads. */
    private record Members(JsonObject json) {

        private boolean has(String name) {
            return json.get(name) != null;
        }

        private int integer(String name, int missing, String range) {
            JsonValue value = json.get(name);
            if (value == null) {
                return missing;
            }
            Long number = value instanceof JsonNumber json ? json.toLong() : null;
            if (number == null || number < 0 || number > Integer.MAX_VALUE) {
                String limit = number != null && number > 0 ? " of at most " + Integer.MAX_VALUE : "";
                throw problem("field '" + name + "' must be " + range + " integer" + limit);
            }
            return number.intValue();
        }

        private Duration timeout() {
            JsonValue value = json.get("timeout");
            if (value == null) {
                return DEFAULT_TIMEOUT;
            } else if (!(value instanceof JsonNumber)) {
                throw problem("field 'timeout' must be a number");
            }
            double seconds = ((JsonNumber) value).toDouble();
            if (!(seconds > 0 && seconds <= LONGEST_TIMEOUT)) {
                throw problem("field 'timeout' must be a number of seconds up to " + (int) LONGEST_TIMEOUT);
            }
            return Duration.ofNanos((long) (seconds * 1e9));
        }

        private boolean flag(String name) {
            JsonValue value = json.get(name);
            if (value != null && !(value instanceof JsonBoolean)) {
                throw problem("field '" + name + "' must be a boolean");
            }
            return value instanceof JsonBoolean flag && flag.value();
        }

        private @Nullable String guid() {
            JsonValue value = json.get("request_guid");
            if (value != null && !(value instanceof JsonString)) {
                throw problem("field 'request_guid' must be a string");
            }
            return value instanceof JsonString text ? text.value() : null;
        }
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "CompletionRequest[model=" + model + ", " + payload.length() + " bytes]";
    }
}
