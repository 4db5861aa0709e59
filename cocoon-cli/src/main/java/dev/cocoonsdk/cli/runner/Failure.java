package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.client.NetworkFailure;
import java.util.List;

/**
 * A failed request as the application sees it: a status that says whose fault it is, and a body that keeps {@code error} and
 * {@code error_code} of the reference ({@code docs/protocol/http-api.md} 2.5, 6) beside the words that this SDK's brokers use.
 *
 * @param status HTTP status
 * @param kind for programs
 * @param code of {@code docs/protocol/wire.md} 14
 * @param text for humans, of at most 2000 characters
 * @param notAccepted whether certainly nothing ran and nothing is charged
 */
record Failure(int status, String kind, int code, String text, boolean notAccepted) {

    private static final int LONGEST = 2000;
    private static final String NOT_READY = "not_ready";

    /** What a node's text tells more precisely than its code. */
    private record Rule(String part, int status, String kind) {}

    private static final List<Rule> RULES = List.of(
            new Rule("balance is too low", 402, "insufficient_balance"),
            new Rule("client is closing", 403, "client_closing"),
            new Rule("unknown model", 404, "unknown_model"),
            new Rule("can run this query with coefficient=", 409, "price_too_high"),
            new Rule("too many active queries", 503, "no_capacity"),
            new Rule("no workers for model", 503, "no_capacity"),
            new Rule("no ready workers", 503, "no_capacity"),
            new Rule("failed to parse request", 400, "invalid_request"),
            new Rule("invalid http request", 400, "invalid_request"));

    Failure {
        text = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** The failure for what the network says. */
    static Failure of(NetworkFailure failure) {
        boolean refused = failure.acceptance() == Acceptance.NOT_ACCEPTED;
        return switch (failure.kind()) {
            case NO_PROXY -> new Failure(502, NOT_READY, failure.code(), failure.message(), true);
            case BUSY -> new Failure(503, NOT_READY, failure.code(), failure.message(), true);
            case TOO_LARGE -> new Failure(413, "payload_too_large", failure.code(), failure.message(), true);
            case TIMEOUT -> new Failure(504, "timeout", failure.code(), failure.message(), refused);
            case CANCELLED -> new Failure(503, NOT_READY, failure.code(), failure.message(), refused);
            case PEER -> ofPeer(failure.code(), failure.message(), refused);
            default -> new Failure(502, "provider_failure", failure.code(), failure.message(), refused);
        };
    }

    private static Failure ofPeer(int code, String text, boolean refused) {
        for (Rule rule : RULES) {
            if (text.contains(rule.part())) {
                return new Failure(rule.status(), rule.kind(), code, text, refused);
            }
        }
        return switch (code) {
            case ErrorCodes.NOT_READY -> new Failure(503, NOT_READY, code, text, refused);
            case ErrorCodes.TIMEOUT -> new Failure(504, "timeout", code, text, refused);
            default -> new Failure(502, "provider_failure", code, text, refused);
        };
    }

    /** The failure for what this runner found. */
    static Failure of(RunnerException e) {
        String text = String.valueOf(e.getMessage());
        return ofPeer(e.code(), text, RULES.stream().anyMatch(rule -> text.contains(rule.part())));
    }

    /** A request that no server could answer. */
    static Failure invalid(int status, String text) {
        return new Failure(status, "invalid_request", ErrorCodes.PROTOCOL_VIOLATION, text, true);
    }

    /** A body that does not fit into a frame of the network. */
    static Failure tooLarge(String text) {
        return new Failure(413, "payload_too_large", ErrorCodes.PROTOCOL_VIOLATION, text, true);
    }

    /** A defect of this runner. */
    static Failure internal() {
        return new Failure(500, "internal", ErrorCodes.FAILURE, "the client-runner failed, its log says why", false);
    }

    /** Whether trying again soon can help. */
    boolean isTemporary() {
        return status == 503 || (status == 502 && kind.equals(NOT_READY));
    }

    /** The body. */
    JsonObject toJson() {
        JsonObject json = JsonValue.object(
                "error", "Internal data: [Error : " + code + " : " + text + "]", "error_code", code, "type", kind);
        return json.with("code", JsonValue.of(kind)).with("not_accepted", JsonValue.of(notAccepted));
    }

    /** The body with debug information. */
    JsonObject toJson(JsonObject debug) {
        JsonObject json = toJson();
        for (var member : debug.members().entrySet()) {
            json = json.with(member.getKey(), member.getValue());
        }
        return json;
    }
}
