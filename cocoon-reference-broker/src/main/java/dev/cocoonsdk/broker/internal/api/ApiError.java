package dev.cocoonsdk.broker.internal.api;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as the caller sees it. Immutable.
 *
 * @param kind what it is
 * @param message one sentence; never holds prompts, answers or secrets of anybody but the caller
 * @param hint what the caller can do about it
 * @param param the request member that is wrong, or null
 * @param details further members of the error object, such as {@code need_tokens}
 * @param retryAfter when another attempt makes sense, or null if that cannot be said
 * @param network the same in the words of the network, for native clients
 */
public record ApiError(
        ErrorKind kind,
        String message,
        String hint,
        @Nullable String param,
        JsonObject details,
        @Nullable Duration retryAfter,
        NetworkError network) {

    /**
     * An error as native clients get it.
     *
     * @param code of {@code docs/protocol/wire.md} 14, or what a worker sent
     * @param text for humans
     */
    public record NetworkError(int code, String text) {}

    private static final int MAX_NAME = 200;
    private static final JsonObject NO_DETAILS = JsonValue.object();

    /** An error with nothing but a message and a hint. */
    public static ApiError of(ErrorKind kind, String message, String hint) {
        return new ApiError(kind, message, hint, null, NO_DETAILS, null, new NetworkError(kind.code(), message));
    }

    /** A wrong request member. */
    public static ApiError invalid(@Nullable String param, String message, String expected) {
        return new ApiError(
                ErrorKind.INVALID_REQUEST,
                message,
                "Send " + expected + ".",
                param,
                JsonValue.object("expected", expected),
                null,
                new NetworkError(ErrorKind.INVALID_REQUEST.code(), message));
    }

    /** Too many attempts or requests. */
    public static ApiError rateLimited(String message, Duration retryAfter) {
        return of(ErrorKind.RATE_LIMITED, message, "Wait for the time in Retry-After, then send fewer requests.")
                .retryAfter(retryAfter);
    }

    /** The account cannot cover the request. */
    public static ApiError insufficientBalance(long needTokens, long haveTokens, long pricePerToken) {
        return of(
                        ErrorKind.INSUFFICIENT_BALANCE,
                        "The worst case of this request needs " + needTokens + " tokens, the account has " + haveTokens
                                + " available.",
                        "Top up or raise the stake, wait for running requests to end, or send a smaller max_tokens"
                                + " or max_coefficient.")
                .details(JsonValue.object(
                        "need_tokens",
                        needTokens,
                        "have_tokens",
                        haveTokens,
                        "need_nanoton",
                        saturatedProduct(needTokens, pricePerToken),
                        "have_nanoton",
                        saturatedProduct(Math.max(0, haveTokens), pricePerToken)));
    }

    /** No worker ever offered the model. */
    public static ApiError unknownModel(String model, List<String> knownModels) {
        return of(
                        ErrorKind.UNKNOWN_MODEL,
                        "No worker offers this model.",
                        knownModels.isEmpty()
                                ? "Wait until a provider connects; GET /v1/models lists what is there."
                                : "Use one of: " + String.join(", ", knownModels) + ".")
                .param("model")
                .details(JsonValue.object("known_models", texts(knownModels)))
                .network(ErrorKind.UNKNOWN_MODEL.code(), "unknown model " + shortened(model));
    }

    /** The model exists, but does not serve the endpoint. */
    public static ApiError unsupportedByModel(String endpoint, List<String> candidates) {
        return of(
                        ErrorKind.UNSUPPORTED_BY_MODEL,
                        "This model does not serve " + endpoint + ".",
                        candidates.isEmpty()
                                ? "No connected model serves it; see the capabilities in GET /v1/models."
                                : "These models do: " + String.join(", ", candidates) + ".")
                .param("model")
                .details(JsonValue.object("candidates", texts(candidates)));
    }

    /** Every free worker costs more than the caller allows. */
    public static ApiError priceTooHigh(long workingCoefficient, long workingPrice) {
        return of(
                        ErrorKind.PRICE_TOO_HIGH,
                        "The cheapest free worker has coefficient " + workingCoefficient + ".",
                        "Send max_coefficient " + workingCoefficient + " or more, or wait for a cheaper worker.")
                .param("max_coefficient")
                .details(JsonValue.object(
                        "working_coefficient", workingCoefficient, "working_price_nanoton", workingPrice))
                .network(ErrorKind.PRICE_TOO_HIGH.code(), "can run this query with coefficient=" + workingCoefficient);
    }

    /** The request of an idempotency key ran and was charged once, but there is no answer to give any more. */
    public static ApiError answerNotKept() {
        return of(
                ErrorKind.ANSWER_NOT_KEPT,
                "The request with this idempotency key ran and was charged once, but its answer is kept no longer.",
                "Do not repeat it unless you want to pay for it a second time; for large answers read the first attempt to"
                        + " its end.");
    }

    /** A copy that names the wrong member. */
    public ApiError param(String name) {
        return new ApiError(kind, message, hint, name, details, retryAfter, network);
    }

    /** A copy with further members. */
    public ApiError details(JsonObject members) {
        return new ApiError(kind, message, hint, param, members, retryAfter, network);
    }

    /** A copy that says when another attempt makes sense. */
    public ApiError retryAfter(Duration delay) {
        return new ApiError(kind, message, hint, param, details, delay, network);
    }

    /** A copy with code and text as native clients get them ({@code docs/protocol/wire.md} 9.2 to 9.4, 14). */
    public ApiError network(int code, String text) {
        return new ApiError(kind, message, hint, param, details, retryAfter, new NetworkError(code, text));
    }

    /** The JSON document of this error. */
    public JsonObject toJson() {
        JsonObject error = JsonValue.object(
                "message",
                message + " " + hint,
                "type",
                kind.slug(),
                "code",
                kind.slug(),
                "param",
                param == null ? JsonValue.JsonNull.INSTANCE : JsonValue.of(param),
                "hint",
                hint,
                "not_accepted",
                kind.notAccepted());
        if (retryAfter != null) {
            error = error.with("retry_after_ms", JsonValue.of(retryAfter.toMillis()));
        }
        for (var member : details.members().entrySet()) {
            error = error.with(member.getKey(), member.getValue());
        }
        return JsonValue.object("error", error, "error_code", kind.code());
    }

    /** This error for throwing. */
    public ApiException toException() {
        return new ApiException(this);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
    }

    private static JsonValue texts(List<String> values) {
        return JsonValue.array(values.stream().map(JsonValue::of).toList());
    }

    private static long saturatedProduct(long tokens, long price) {
        return Math.multiplyHigh(tokens, price) == 0 && tokens * price >= 0 ? tokens * price : Long.MAX_VALUE;
    }
}
