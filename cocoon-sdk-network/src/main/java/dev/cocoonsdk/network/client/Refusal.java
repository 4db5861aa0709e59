package dev.cocoonsdk.network.client;

import java.util.List;

/**
 * Tells a proxy's refusals, which come before any worker has the request, from failures of the work ({@code docs/protocol/wire.md} 9.2).
 * The code does not tell: a proxy sends 651 for both. A text counts by its beginning, because a worker may quote anything in its own.
 */
final class Refusal {

    private static final String OLD_CONFIG = "active config version is too low";
    private static final List<String> BEFORE_WORK = List.of(
            "client balance is too low",
            "balance is too low",
            OLD_CONFIG,
            "client is closing",
            "proxy is not participating",
            "unknown model",
            "no workers for model",
            "no ready workers",
            "can run this query with coefficient=",
            "too many active queries",
            "worker: invalid http request");

    private Refusal() {}

    /** Whether no worker began to work on it: a refusal of 9.2 or of a worker that cannot take it (9.5, steps 1 and 2). */
    static boolean isBeforeWork(NetworkFailure failure) {
        return BEFORE_WORK.stream().anyMatch(failure.message()::startsWith);
    }

    /** Whether the same request may be taken a moment later, when the proxy knows the newest configuration. */
    static boolean isOfTheMoment(NetworkFailure failure) {
        return failure.message().startsWith(OLD_CONFIG);
    }
}
