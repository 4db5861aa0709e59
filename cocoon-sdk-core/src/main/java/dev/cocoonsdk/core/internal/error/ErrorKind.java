package dev.cocoonsdk.core.internal.error;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of all error forms: slugs of our broker and of OpenAI, texts and codes of the network's nodes, HTTP statuses. */
enum ErrorKind {
    INVALID_REQUEST,
    UNAUTHORIZED,
    INSUFFICIENT_BALANCE,
    CLIENT_CLOSING,
    UNKNOWN_MODEL,
    PRICE_TOO_HIGH,
    IDEMPOTENCY_CONFLICT,
    PAYLOAD_TOO_LARGE,
    UNSUPPORTED_BY_MODEL,
    RATE_LIMITED,
    PROVIDER_FAILURE,
    NO_CAPACITY,
    BUSY,
    NOT_READY,
    TIMEOUT,
    INTERNAL,
    UNEXPECTED;

    private static final Map<String, ErrorKind> BY_SLUG = new HashMap<>();
    private static final Map<String, ErrorKind> BY_TEXT = new LinkedHashMap<>();

    static {
        BY_SLUG.put("invalid_request", INVALID_REQUEST);
        BY_SLUG.put("unauthorized", UNAUTHORIZED);
        BY_SLUG.put("insufficient_balance", INSUFFICIENT_BALANCE);
        BY_SLUG.put("client_closing", CLIENT_CLOSING);
        BY_SLUG.put("unknown_model", UNKNOWN_MODEL);
        BY_SLUG.put("price_too_high", PRICE_TOO_HIGH);
        BY_SLUG.put("idempotency_conflict", IDEMPOTENCY_CONFLICT);
        BY_SLUG.put("answer_not_kept", IDEMPOTENCY_CONFLICT);
        BY_SLUG.put("payload_too_large", PAYLOAD_TOO_LARGE);
        BY_SLUG.put("unsupported_by_model", UNSUPPORTED_BY_MODEL);
        BY_SLUG.put("rate_limited", RATE_LIMITED);
        BY_SLUG.put("provider_failure", PROVIDER_FAILURE);
        BY_SLUG.put("no_capacity", NO_CAPACITY);
        BY_SLUG.put("not_ready", NOT_READY);
        BY_SLUG.put("timeout", TIMEOUT);
        BY_SLUG.put("internal", INTERNAL);

        BY_SLUG.put("invalid_api_key", UNAUTHORIZED);
        BY_SLUG.put("authentication_error", UNAUTHORIZED);
        BY_SLUG.put("insufficient_quota", INSUFFICIENT_BALANCE);
        BY_SLUG.put("model_not_found", UNKNOWN_MODEL);
        BY_SLUG.put("rate_limit_exceeded", RATE_LIMITED);
        BY_SLUG.put("context_length_exceeded", INVALID_REQUEST);
        BY_SLUG.put("invalid_request_error", INVALID_REQUEST);
        BY_SLUG.put("server_error", INTERNAL);

        // docs/protocol/wire.md 9.2, 9.5 and docs/protocol/http-api.md 2.3, 2.5
        BY_TEXT.put("balance is too low", INSUFFICIENT_BALANCE);
        BY_TEXT.put("unknown model", UNKNOWN_MODEL);
        BY_TEXT.put("can run this query with coefficient=", PRICE_TOO_HIGH);
        BY_TEXT.put("no workers for model", NO_CAPACITY);
        BY_TEXT.put("no ready workers", NO_CAPACITY);
        BY_TEXT.put("too many active queries", BUSY);
        BY_TEXT.put("client is closing", CLIENT_CLOSING);
        BY_TEXT.put("failed to parse request", INVALID_REQUEST);
        BY_TEXT.put("invalid http request", INVALID_REQUEST);
    }

    static ErrorKind of(ErrorFacts facts) {
        ErrorKind bySlug =
                facts.slug() == null ? null : BY_SLUG.get(facts.slug().toLowerCase(Locale.ROOT));
        if (bySlug != null && !(bySlug == INVALID_REQUEST && facts.status() == 404)) {
            return bySlug;
        }
        ErrorKind byNode = facts.code() == null ? null : ofNode(facts.text(), facts.code());
        return byNode != null ? byNode : ofStatus(facts);
    }

    private static @Nullable ErrorKind ofNode(String text, int code) {
        for (Map.Entry<String, ErrorKind> entry : BY_TEXT.entrySet()) {
            if (text.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        return switch (code) {
            case 652 -> TIMEOUT;
            case 651 -> NOT_READY;
            case 0, 601, 602, 603, 621, 653 -> PROVIDER_FAILURE;
            default -> null;
        };
    }

    private static ErrorKind ofStatus(ErrorFacts facts) {
        return switch (facts.status()) {
            case 400 -> INVALID_REQUEST;
            case 401, 403 -> UNAUTHORIZED;
            case 402 -> INSUFFICIENT_BALANCE;
            case 404 -> facts.text().toLowerCase(Locale.ROOT).contains("model") ? UNKNOWN_MODEL : INVALID_REQUEST;
            case 405, 415, 422 -> INVALID_REQUEST;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 408, 504 -> TIMEOUT;
            case 429 -> RATE_LIMITED;
            case 502, 503 -> NOT_READY;
            case 200 -> PROVIDER_FAILURE;
            default -> facts.status() >= 500 ? INTERNAL : UNEXPECTED;
        };
    }

    /** Whether a refusal of this kind is certain to have come before any work, even if the server does not say so. */
    boolean isBeforeWork() {
        return switch (this) {
            case INSUFFICIENT_BALANCE,
                    CLIENT_CLOSING,
                    UNKNOWN_MODEL,
                    PRICE_TOO_HIGH,
                    NO_CAPACITY,
                    BUSY,
                    INVALID_REQUEST,
                    UNAUTHORIZED,
                    RATE_LIMITED,
                    PAYLOAD_TOO_LARGE,
                    UNSUPPORTED_BY_MODEL,
                    IDEMPOTENCY_CONFLICT -> true;
            default -> false;
        };
    }
}
