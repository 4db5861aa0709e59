package dev.cocoonsdk.broker.internal.api;

/**
 * What can go wrong for a caller of the HTTP interface: the word that programs read, the HTTP status, and the network's code
 * ({@code docs/protocol/wire.md} 14) for programs written for the client-runner.
 */
public enum ErrorKind {
    /** The request is malformed; the member {@code param} says where. */
    INVALID_REQUEST("invalid_request", 400, 621, true),
    /** No such account, or a wrong secret. */
    UNAUTHORIZED("unauthorized", 401, 602, true),
    /** The account cannot cover the worst case of this request. */
    INSUFFICIENT_BALANCE("insufficient_balance", 402, 602, true),
    /** The client contract is being closed. */
    CLIENT_CLOSING("client_closing", 403, 651, true),
    /** No worker ever offered this model. */
    UNKNOWN_MODEL("unknown_model", 404, 621, true),
    /** No such path. */
    NOT_FOUND("invalid_request", 404, 621, true),
    /** The path exists, but not for this method. */
    METHOD_NOT_ALLOWED("invalid_request", 405, 621, true),
    /** Every free worker costs more than the caller allows. */
    PRICE_TOO_HIGH("price_too_high", 409, 651, true),
    /** The idempotency key belongs to another request. */
    IDEMPOTENCY_CONFLICT("idempotency_conflict", 409, 602, true),
    /** The request of this idempotency key ran and was charged, but its answer is kept no longer. */
    ANSWER_NOT_KEPT("answer_not_kept", 409, 602, false),
    /** The request does not fit into a frame of the network. */
    PAYLOAD_TOO_LARGE("payload_too_large", 413, 621, true),
    /** The model exists, but does not serve this endpoint. */
    UNSUPPORTED_BY_MODEL("unsupported_by_model", 422, 621, true),
    /** Too many attempts or requests. */
    RATE_LIMITED("rate_limited", 429, 602, true),
    /** A bug of the broker. */
    INTERNAL("internal", 500, 601, false),
    /** The worker reported an error or its connection died. */
    PROVIDER_FAILURE("provider_failure", 502, 602, false),
    /** All workers of the model are busy, switched off or gone. */
    NO_CAPACITY("no_capacity", 503, 651, true),
    /** The broker takes no requests now. */
    NOT_READY("not_ready", 503, 651, true),
    /** The time the caller gave is over. */
    TIMEOUT("timeout", 504, 652, false);

    private final String slug;
    private final int status;
    private final int code;
    private final boolean notAccepted;

    ErrorKind(String slug, int status, int code, boolean notAccepted) {
        this.slug = slug;
        this.status = status;
        this.code = code;
        this.notAccepted = notAccepted;
    }

    /** The word in {@code error.type} and {@code error.code}. */
    public String slug() {
        return slug;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The network's error code. */
    public int code() {
        return code;
    }

    /** Whether this error says that certainly nothing ran and nothing is charged. */
    public boolean notAccepted() {
        return notAccepted;
    }
}
