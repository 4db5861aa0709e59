package dev.cocoonsdk.broker.internal.link;

import dev.cocoonsdk.network.LinkContext;
import java.time.Duration;

/**
 * The clock of native connections.
 *
 * @param context clock and randomness of the links
 * @param look how often connections look at the clock at least; short for a clock that does not go at the system's pace
 */
public record LinkClock(LinkContext context, Duration look) {

    /** How long to wait until a connection looks at the clock again, in nanoseconds of the system. */
    long delay(long deadline) {
        return Math.min(
                look.toNanos(), Math.max(0, deadline - context.nanoTime().getAsLong()));
    }
}
