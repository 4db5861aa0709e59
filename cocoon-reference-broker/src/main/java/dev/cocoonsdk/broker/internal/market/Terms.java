package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.Endpoint;
import dev.cocoonsdk.broker.internal.api.ModelQuery;
import dev.cocoonsdk.core.Hash256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What admission and matching need to know of a request, whichever door it came through.
 *
 * @param endpoint where it goes; null if that is none of ours, then the worker decides
 * @param model the routing name, as it was sent
 * @param maxTokens reservation for the answer, not negative
 * @param maxCoefficient price cap in 1/1000, not negative
 * @param seconds when the broker gives up
 * @param debug whether the worker shall add debug information
 * @param minConfigVersion version of the root configuration that the caller knows, unsigned; 0 if it says none
 * @param recipients ids of the keys that can open a sealed request, empty if any worker will do
 */
public record Terms(
        @Nullable Endpoint endpoint,
        String model,
        int maxTokens,
        int maxCoefficient,
        double seconds,
        boolean debug,
        int minConfigVersion,
        List<Hash256> recipients) {

    /** Of its time a client-runner gives the proxy this share ({@code docs/protocol/wire.md} 9.1); so does the HTTP interface. */
    private static final double TIMEOUT_SHARE = 0.95;

    /** The terms of an HTTP request. */
    static Terms of(ModelQuery query) {
        return new Terms(
                query.endpoint(),
                query.model().value(),
                query.maxTokens(),
                query.maxCoefficient(),
                query.timeoutSeconds() * TIMEOUT_SHARE,
                query.debug(),
                0,
                query.recipients());
    }
}
