package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.RootConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the root configuration again and again ({@code docs/protocol/wire.md} 3.7). A failure leaves everything as it is.
 *
 * @param source is asked
 * @param interval the shortest wait; each is up to twice as long at random
 * @param timer waits; ends with the broker
 * @param reader the source may hold up its thread
 * @param random for the wait
 * @param root takes what comes
 */
record RootWatch(
        RootConfigSource source,
        Duration interval,
        ScheduledExecutorService timer,
        Executor reader,
        RandomGenerator random,
        ActiveRoot root) {

    private static final Logger LOG = LoggerFactory.getLogger(RootWatch.class);

    /** Waits and asks, over and over, until the timer ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
    void schedule() {
        long nanos = interval.toNanos();
        try {
            timer.schedule(this::ask, nanos + random.nextLong(nanos + 1), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody asks any more: the broker is closed");
        }
    }

    private void ask() {
        try {
            reader.execute(this::read);
        } catch (RejectedExecutionException busy) {
            schedule();
        }
    }

    private void read() {
        try {
            CompletionStage<Void> unused = source.read().handle((config, failure) -> {
                came(config, failure);
                return null;
            });
        } catch (RuntimeException e) {
            came(null, e);
        }
    }

    private void came(@Nullable RootConfig config, @Nullable Throwable failure) {
        try {
            if (config != null) {
                root.offer(config);
            } else {
                LOG.warn("the root configuration cannot be read, the last one holds on: {}", String.valueOf(failure));
            }
        } finally {
            schedule();
        }
    }
}
