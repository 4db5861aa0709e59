package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.QueryLimits;
import java.time.Duration;

/**
 * What a sealed request says in clear, and what it binds the provider to.
 *
 * @param model where it is routed to
 * @param limits tokens, price coefficient and time; the time from 1 ms to 2³¹−1 ms
 * @param stream whether the answer is a stream of events
 * @param validity until when it may begin, from now on; 1 ms to 1 hour
 */
public record SealTerms(ModelId model, QueryLimits limits, boolean stream, Duration validity) {

    /** Enough for clocks that differ and brokers that queue. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(10);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public SealTerms {
        checkRange("timeout", limits.timeout(), Duration.ofMillis(Integer.MAX_VALUE));
        checkRange("validity", validity, HeaderCodec.MAX_VALIDITY);
    }

    /** Valid for {@link #DEFAULT_VALIDITY}. */
    public static SealTerms of(ModelId model, QueryLimits limits, boolean stream) {
        return new SealTerms(model, limits, stream, DEFAULT_VALIDITY);
    }

    private static void checkRange(String field, Duration value, Duration max) {
        if (value.toMillis() < 1 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: PT0.001S to " + max + ")");
        }
    }
}
