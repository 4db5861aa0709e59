package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.ton.api.TonApiException.Reason;
import java.time.Duration;
import java.time.Instant;

/** An endpoint and how it behaved. Thread-safe. */
final class EndpointCircuit {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ApiEndpoint endpoint;

    // Guarded by this.
    private Duration pause = Duration.ZERO;
    private Instant openUntil = Instant.MIN;

    EndpointCircuit(ApiEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    TonApi api() {
        return endpoint.api();
    }

    String name() {
        return endpoint.name();
    }

    /** Until when others are preferred; the same for all that are not avoided. */
    synchronized Instant openUntil(Instant now) {
        return openUntil.isAfter(now) ? openUntil : Instant.MIN;
    }

    synchronized void succeeded() {
        pause = Duration.ZERO;
        openUntil = Instant.MIN;
    }

    /**
     * Notes a failure. That a question is refused or not supported says nothing against the endpoint.
     *
     * @return whether the endpoint was well before
     */
    synchronized boolean failed(Throwable cause, Instant now) {
        if (cause instanceof TonApiException e && (e.reason() == Reason.UNSUPPORTED || e.reason() == Reason.REFUSED)) {
            return false;
        }
        boolean first = pause.isZero();
        Duration doubled = first ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        openUntil = now.plus(pause);
        return first;
    }
}
