package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.ErrorCodes;
import java.util.List;

/** Tells a proxy's refusals, which come before any worker has the request, from failures of the work ({@code docs/protocol/wire.md} 9.2). */
final class Refusal {

    private static final String OF_A_WORKER = "worker: ";
    private static final String OLD_CONFIG = "active config version is too low";
    private static final List<String> BEFORE_WORK = List.of(
            "balance is too low",
            OLD_CONFIG,
            "client is closing",
            "unknown model",
            "no workers for model",
            "no ready workers",
            "can run this query with coefficient=",
            "too many active queries");

    private Refusal() {}

    /** Whether no worker began to work on it: a refusal of 9.2 or of a worker at its limit (9.5, step 1). */
    static boolean isBeforeWork(NetworkFailure failure) {
        String text = failure.message();
        if (text.startsWith(OF_A_WORKER)) {
            return false;
        }
        return failure.code() == ErrorCodes.NOT_READY || BEFORE_WORK.stream().anyMatch(text::contains);
    }

    /** Whether the same request may be taken a moment later, when the proxy knows the newest configuration. */
    static boolean isOfTheMoment(NetworkFailure failure) {
        return failure.message().contains(OLD_CONFIG);
    }
}
