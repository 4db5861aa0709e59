package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.AccountClosingException;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.error.ServerBusyException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;

/** Says what went wrong in the terms of core: as an error answer where a peer spoke before any answer, else as an exception. */
final class ErrorAnswer {

    private ErrorAnswer() {}

    /** Whether a peer refused or failed the request before its answer began. */
    static boolean isAnswer(NetworkFailure failure) {
        return failure.kind() == Kind.PEER && failure.acceptance() != Acceptance.ACCEPTED;
    }

    /** The error object of {@code docs/protocol/http-api.md} 2.5 with what is known besides; core's mapper reads it. */
    static byte[] json(NetworkFailure failure) {
        boolean refused = failure.acceptance() == Acceptance.NOT_ACCEPTED;
        JsonObject json =
                JsonValue.object("error", failure.message(), "error_code", failure.code(), "not_accepted", refused);
        return (Refusal.isOfTheMoment(failure) ? json.with("code", JsonValue.of("not_ready")) : json).toJsonBytes();
    }

    static CocoonException exception(NetworkFailure failure, TransportRequest request) {
        Acceptance acceptance = failure.acceptance();
        return switch (failure.kind()) {
            case NO_PROXY -> noProxy(failure);
            case REFUSED -> refused(failure);
            case BUSY -> new ServerBusyException(failure.message(), null, acceptance);
            case TOO_LARGE -> new RequestTooLargeException("the request is too large: " + failure.message(), null);
            case CANCELLED -> new CallCancelledException(failure.message(), null, acceptance);
            case LINK_LOST -> new TransportException(failure.message(), null, acceptance);
            case TIMEOUT ->
                new CallTimeoutException(Deadline.SERVER, request.limits().timeout(), acceptance);
            case VIOLATION ->
                new ProtocolViolationException("the proxy broke the protocol: " + failure.message(), null, acceptance);
            case PEER -> brokenOff(failure);
        };
    }

    private static CocoonException noProxy(NetworkFailure failure) {
        String text = failure.message();
        return text.contains(ProxyTarget.UNREGISTERED)
                ? new AuthenticationException(text, null)
                : new TransportException(text, null, Acceptance.NOT_ACCEPTED);
    }

    /** None of these is worth another attempt. */
    private static CocoonException refused(NetworkFailure failure) {
        String text = failure.message();
        if (text.contains("sha256 mismatch")) {
            return new AuthenticationException(text, null);
        }
        return text.contains("client is closing")
                ? new AccountClosingException(text, null, Acceptance.NOT_ACCEPTED)
                : new ProtocolViolationException(text, null, Acceptance.NOT_ACCEPTED);
    }

    /** The peer's text is not shown: it comes after parts of the answer and may repeat them. */
    private static CocoonException brokenOff(NetworkFailure failure) {
        return failure.code() == ErrorCodes.TIMEOUT
                ? new CallTimeoutException(Deadline.SERVER, null, failure.acceptance())
                : new ProviderFailureException(
                        "the answer broke off [" + failure.code() + "]", failure.code(), null, failure.acceptance());
    }
}
