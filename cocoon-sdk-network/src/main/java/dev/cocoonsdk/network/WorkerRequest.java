package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.HttpRequest;
import java.time.Duration;

/**
 * A request for a worker ({@code docs/protocol/wire.md} 9.3).
 *
 * @param id the proxy's id of this leg
 * @param http what the client wants of the model server
 * @param coefficient the price coefficient by which tokens are adjusted, 1000 = x1
 * @param timeout how long the worker may take
 * @param debug whether a debug text is wanted at the end
 */
public record WorkerRequest(Hash256 id, HttpRequest http, long coefficient, Duration timeout, boolean debug) {

    private static final double LONGEST_SECONDS = 1e7;

    static Duration timeout(double seconds) {
        double bounded = seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : 0;
        return Duration.ofNanos(Math.round(bounded * 1e9));
    }
}
