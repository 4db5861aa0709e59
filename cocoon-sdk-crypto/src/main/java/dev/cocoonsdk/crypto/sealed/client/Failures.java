package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.SealedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What goes wrong before a sealed request is sent. */
final class Failures {

    private Failures() {}

    /** The failure itself, without the wrappers of dependent futures. */
    static Throwable unwrap(@Nullable Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner == null ? new IllegalStateException("a failure without a cause") : inner;
    }

    /** The request itself cannot be sealed: no repeat changes that. */
    private static CocoonException ofSealing(SealedException local) {
        return local.refusal() == Refusal.TOO_LARGE
                ? new RequestTooLargeException(
                        "the request does not fit into the " + EnvelopeHeader.MAX_SEALED + " bytes of a sealed one",
                        local)
                : new InvalidRequestException("the request cannot be sealed: " + local.getMessage(), null, null);
    }

    /** The failure of a call whose request was not sent, because asking for keys or judging them failed. */
    static CocoonException beforeSending(Throwable failure) {
        Throwable inner = unwrap(failure);
        if (inner instanceof CocoonException known && known.lastAttemptAcceptance() == Acceptance.NOT_ACCEPTED) {
            return known;
        } else if (inner instanceof SealingException told) {
            return told;
        } else if (inner instanceof SealedException local) {
            return ofSealing(local);
        } else if (inner instanceof IllegalArgumentException) {
            return new InvalidRequestException("the request cannot be sealed: " + inner.getMessage(), null, null);
        }
        String reason = inner instanceof TimeoutException ? "no answer in time" : inner.getMessage();
        return new TransportException("asking for provider keys failed: " + reason, inner, Acceptance.NOT_ACCEPTED);
    }
}
