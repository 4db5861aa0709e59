package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.transport.QueryLimits;
import java.time.Duration;

/** Limits in the range that an envelope can say. */
final class Terms {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Terms() {}

    static QueryLimits limits(QueryLimits asked) {
        Duration timeout = asked.timeout();
        if (timeout.compareTo(SHORTEST) < 0) {
            timeout = SHORTEST;
        } else if (timeout.compareTo(LONGEST) > 0) {
            timeout = LONGEST;
        }
        return new QueryLimits(asked.maxTokens(), asked.maxCoefficient(), timeout);
    }
}
