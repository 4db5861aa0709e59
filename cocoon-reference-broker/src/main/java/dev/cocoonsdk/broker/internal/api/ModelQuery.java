package dev.cocoonsdk.broker.internal.api;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.network.http.FormFormatException;
import dev.cocoonsdk.network.http.MultipartForm;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes to a worker, with the terms that the broker took out of the body by the client-runner's rules ({@code
 * docs/protocol/http-api.md} 2.3, {@code wire.md} 9.1).
 *
 * @param endpoint where it goes
 * @param model the routing name
 * @param contentType the body's type, with the boundary of a form
 * @param accept what the caller accepts, or null
 * @param body the bytes for the worker
 * @param maxTokens reservation for the answer, 0 to 2<sup>31</sup> − 1: the limit of one choice times the number of choices
 * @param maxCoefficient highest accepted price coefficient in 1/1000, 0 to 2<sup>31</sup> − 1
 * @param timeoutSeconds the caller's time limit, positive
 * @param stream whether the caller wants server-sent events
 * @param debug whether the worker shall add debug information
 * @param recipients ids of the keys that can open a sealed request, empty for one in clear
 */
public record ModelQuery(
        Endpoint endpoint,
        ModelId model,
        String contentType,
        @Nullable String accept,
        TlBytes body,
        int maxTokens,
        int maxCoefficient,
        double timeoutSeconds,
        boolean stream,
        boolean debug,
        List<Hash256> recipients) {

    /** Reservation when the caller names none. */
    public static final int DEFAULT_MAX_TOKENS = 1000;

    /** Price cap when the caller names none: four times the base price. */
    public static final int DEFAULT_MAX_COEFFICIENT = 4000;

    /** Time limit in seconds when the caller names none. */
    public static final double DEFAULT_TIMEOUT_SECONDS = 120;

    private static final Set<String> TERMS_OF_FORM = Set.of("max_coefficient", "timeout");
    private static final String JSON_TYPE = "application/json";

    /**
     * Reads a body.
     *
     * @param contentType the Content-Type header, or null; everything but a form is read as JSON
     * @param body taken over; nobody may change it any more
     * @param maxTimeoutSeconds longer timeouts are cut to this
     * @throws ApiException with {@link ErrorKind#INVALID_REQUEST} if the body breaks a rule
     */
    public static ModelQuery read(
            Endpoint endpoint,
            @Nullable String contentType,
            @Nullable String accept,
            byte[] body,
            double maxTimeoutSeconds) {
        if (contentType != null && MultipartForm.isForm(contentType)) {
            return readForm(endpoint, contentType, accept, body, maxTimeoutSeconds);
        }
        JsonObject json = parse(body);
        JsonValue stream = json.get("stream");
        return new ModelQuery(
                endpoint,
                model(json.get("model")),
                JSON_TYPE,
                accept,
                TlBytes.wrap(forwardable(endpoint, json).toSortedJsonBytes()),
                reservation(json),
                count(json, "max_coefficient", DEFAULT_MAX_COEFFICIENT, "non-negative"),
                timeout(json, maxTimeoutSeconds),
                stream instanceof JsonBoolean flag && flag.value(),
                debug(json),
                List.of());
    }

    private static ModelQuery readForm(
            Endpoint endpoint, String contentType, @Nullable String accept, byte[] body, double maxTimeoutSeconds) {
        if (endpoint != Endpoint.IMAGE_EDITS) {
            throw ApiError.invalid(null, endpoint.path() + " takes JSON, not a form.", "a JSON object")
                    .toException();
        }
        MultipartForm form = form(contentType, body);
        Map<String, String> fields = form.textFields();
        JsonObject terms = JsonValue.object();
        for (String name : new String[] {"max_tokens", "max_completion_tokens", "max_coefficient", "timeout", "n"}) {
            String text = fields.get(name);
            if (text != null) {
                terms = terms.with(name, number(name, text));
            }
        }
        String model = fields.get("model");
        return new ModelQuery(
                endpoint,
                model(model == null ? null : JsonValue.of(model)),
                contentType,
                accept,
                TlBytes.wrap(form.without(TERMS_OF_FORM)),
                reservation(terms),
                count(terms, "max_coefficient", DEFAULT_MAX_COEFFICIENT, "non-negative"),
                timeout(terms, maxTimeoutSeconds),
                "true".equals(fields.get("stream")),
                false,
                List.of());
    }

    private static MultipartForm form(String contentType, byte[] body) {
        try {
            return MultipartForm.parse(contentType, body);
        } catch (FormFormatException e) {
            throw ApiError.invalid(
                            null, "The form is malformed.", "a multipart/form-data body with its boundary (RFC 7578)")
                    .toException();
        }
    }

    private static JsonValue number(String name, String text) {
        try {
            if (JsonValue.parse(text) instanceof JsonNumber number) {
                return number;
            }
        } catch (JsonFormatException e) {
            throw ApiError.invalid(name, "Form field '" + name + "' is no number.", "a number")
                    .toException();
        }
        throw ApiError.invalid(name, "Form field '" + name + "' is no number.", "a number")
                .toException();
    }

    private static JsonObject parse(byte[] body) {
        try {
            if (JsonValue.parse(body) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonFormatException e) {
            throw ApiError.invalid(null, "The body is no JSON: " + e.getMessage() + ".", "a JSON object")
                    .toException();
        }
        throw ApiError.invalid(null, "The body is JSON, but no object.", "a JSON object")
                .toException();
    }

    private static ModelId model(@Nullable JsonValue value) {
        if (value == null) {
            throw ApiError.invalid("model", "Missing field 'model'.", "the name of a model from GET /v1/models")
                    .toException();
        }
        try {
            if (value instanceof JsonString name) {
                return ModelId.of(name.value());
            }
        } catch (IllegalArgumentException e) {
            throw ApiError.invalid(
                            "model", "Field 'model' is no model name.", "a name from GET /v1/models, without '@'")
                    .toException();
        }
        throw ApiError.invalid("model", "Field 'model' must be a string.", "a name from GET /v1/models")
                .toException();
    }

    private static int maxTokens(JsonObject json) {
        int tokens = count(json, "max_tokens", DEFAULT_MAX_TOKENS, "positive");
        return count(json, "max_completion_tokens", tokens, "positive");
    }

    /** The broker pays for every choice that the model makes, also for those that it does not show (best_of). */
    private static int reservation(JsonObject json) {
        long choices = Math.max(choices(json, "n"), choices(json, "best_of"));
        return (int) Math.min(Integer.MAX_VALUE, maxTokens(json) * choices);
    }

    private static long choices(JsonObject json, String name) {
        boolean missing = json.get(name) == null || json.get(name) instanceof JsonNull;
        return missing ? 1 : Math.max(1, count(json, name, 1, "positive"));
    }

    private static int count(JsonObject json, String name, int missing, String adjective) {
        JsonValue value = json.get(name);
        if (value == null) {
            return missing;
        }
        Long number = value instanceof JsonNumber n ? n.toLong() : null;
        if (number == null || number < 0 || number > Integer.MAX_VALUE) {
            throw ApiError.invalid(
                            name,
                            "Field '" + name + "' must be a " + adjective + " integer.",
                            "an integer from 0 to " + Integer.MAX_VALUE)
                    .toException();
        }
        return number.intValue();
    }

    private static double timeout(JsonObject json, double max) {
        JsonValue value = json.get("timeout");
        if (value == null) {
            return Math.min(DEFAULT_TIMEOUT_SECONDS, max);
        }
        double seconds = value instanceof JsonNumber number ? number.toDouble() : Double.NaN;
        if (!(seconds > 0)) {
            throw ApiError.invalid("timeout", "Field 'timeout' must be a number.", "a positive number of seconds")
                    .toException();
        }
        return Math.min(seconds, max);
    }

    private static boolean debug(JsonObject json) {
        JsonValue guid = json.get("request_guid");
        if (guid != null && !(guid instanceof JsonString)) {
            throw ApiError.invalid("request_guid", "Field 'request_guid' must be a string.", "a string")
                    .toException();
        }
        JsonValue debug = json.get("enable_debug");
        if (debug == null) {
            return false;
        } else if (debug instanceof JsonBoolean flag) {
            return flag.value();
        }
        throw ApiError.invalid("enable_debug", "Field 'enable_debug' must be a boolean.", "true or false")
                .toException();
    }

    /**
     * The body for the worker. A chat without a limit of its own gets the reserved one: else the model's default, which may be
     * larger, would decide how much is generated ({@code docs/protocol/http-api.md} 6).
     */
    private static JsonObject forwardable(Endpoint endpoint, JsonObject json) {
        JsonObject result = json;
        for (String name : new String[] {"max_coefficient", "timeout", "enable_debug", "request_guid"}) {
            result = result.members().containsKey(name) ? result.without(name) : result;
        }
        boolean total = result.members().containsKey("max_tokens");
        boolean completion = result.members().containsKey("max_completion_tokens");
        if (!total && !completion && endpoint == Endpoint.CHAT_COMPLETIONS) {
            return result.with("max_tokens", JsonValue.of(DEFAULT_MAX_TOKENS));
        }
        return total && completion ? result.without("max_tokens") : result;
    }

    /** What makes two requests the same for an idempotency key: path, type and body, without the caller's terms. */
    public Hash256 fingerprint() {
        byte[] head = (endpoint.path() + "\n" + contentType + "\n").getBytes(StandardCharsets.UTF_8);
        return Hash256.sha256(head, body.toByteArray());
    }

    /** Whether the answer becomes server-sent events; a sealed one is passed on as it is. */
    public boolean events() {
        return stream && endpoint != Endpoint.SEALED;
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "ModelQuery[" + endpoint.path() + ", " + model + ", " + body + "]";
    }
}
