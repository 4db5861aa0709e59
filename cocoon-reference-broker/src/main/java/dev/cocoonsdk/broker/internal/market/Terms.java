package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.Endpoint;
import dev.cocoonsdk.broker.internal.api.ModelQuery;
import dev.cocoonsdk.core.ModelId;

/**
 * What matching needs to know of a request.
 *
 * @param endpoint where it goes
 * @param model the routing name
 * @param maxTokens reservation for the answer
 * @param maxCoefficient price cap in 1/1000
 * @param timeoutSeconds the caller's time limit
 * @param stream whether the caller wants events
 * @param debug whether the worker shall add debug information
 */
public record Terms(
        Endpoint endpoint,
        ModelId model,
        int maxTokens,
        int maxCoefficient,
        double timeoutSeconds,
        boolean stream,
        boolean debug) {

    /** The terms of a request. */
    public static Terms of(ModelQuery query) {
        return new Terms(
                query.endpoint(),
                query.model(),
                query.maxTokens(),
                query.maxCoefficient(),
                query.timeoutSeconds(),
                query.stream(),
                query.debug());
    }
}
