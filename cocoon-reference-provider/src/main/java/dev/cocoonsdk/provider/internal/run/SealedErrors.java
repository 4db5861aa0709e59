package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.network.ErrorCodes;

/**
 * Errors inside a sealed answer, in the form of the broker's HTTP interface ({@code docs/broker.md}), as the broker cannot write them.
 *
 * @param status the inner HTTP status
 * @param name the error's code
 */
record SealedErrors(int status, String name) {

    private static final int MAX_MESSAGE = 1000;
    private static final int CANCELLED = 499;
    private static final int FAILED = 502;

    /** The error for a code of the network. */
    static SealedErrors of(int code) {
        return switch (code) {
            case ErrorCodes.PROTOCOL_VIOLATION -> new SealedErrors(400, "invalid_request");
            case ErrorCodes.TIMEOUT -> new SealedErrors(504, "timeout");
            case ErrorCodes.NOT_READY -> new SealedErrors(503, "no_capacity");
            case ErrorCodes.CANCELLED -> new SealedErrors(CANCELLED, "cancelled");
            default -> new SealedErrors(FAILED, "provider_failure");
        };
    }

    /** The JSON body. */
    Bytes json(int code, String message) {
        String text = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
        boolean notAccepted = status != FAILED && status != CANCELLED;
        JsonValue error = JsonValue.object("message", text, "type", name, "code", name, "not_accepted", notAccepted);
        return Bytes.wrap(JsonValue.object("error", error, "error_code", code).toSortedJsonBytes());
    }
}
