package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ModelUnavailableException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.RateLimitedException;
import dev.cocoonsdk.core.error.ServerBusyException;
import dev.cocoonsdk.core.error.ServerErrorException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.policy.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which failures are worth and fit to be repeated. */
final class RetryRule {

    private RetryRule() {}

    /**
     * Whether a failed attempt may be repeated.
     *
     * @param mayRepeatUnknown whether attempts of unknown fate may be, because a key, the caller or the nature of the request says so
     * @param delivered whether the caller has seen a part of the answer
     */
    static boolean mayRepeat(CocoonException error, boolean mayRepeatUnknown, boolean delivered) {
        boolean certain = error.lastAttemptAcceptance() == Acceptance.NOT_ACCEPTED;
        return isTransient(error) && !delivered && (certain || mayRepeatUnknown);
    }

    private static boolean isTransient(CocoonException error) {
        if (error instanceof CallTimeoutException timeout) {
            return timeout.deadline() != Deadline.TOTAL;
        }
        return error instanceof TransportException
                || error instanceof RateLimitedException
                || error instanceof ModelUnavailableException
                || error instanceof ServerBusyException
                || error instanceof ProviderFailureException
                || error instanceof ServerErrorException;
    }

    /** When the server wants to be asked again, or null if it does not say. */
    static @Nullable Duration retryAfter(CocoonException error) {
        if (error instanceof RateLimitedException limited) {
            return limited.retryAfter();
        } else if (error instanceof ModelUnavailableException unavailable) {
            return unavailable.retryAfter();
        }
        return error instanceof ServerBusyException busy ? busy.retryAfter() : null;
    }
}
