package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.RootConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the root configuration again and again ({@code docs/protocol/wire.md} 3.7) and hands on each newer one, on the loop's
 * thread. A failure leaves everything as it is.
 */
public final class RootRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(RootRefresh.class);

    private final RootConfigSource source;
    private final Duration interval;
    private final NioLoop loop;
    private final Executor reader;
    private final NetworkState network;
    private final Consumer<RootConfig> newer;
    private boolean failing;

    /**
     * A refresh that has not begun.
     *
     * @param interval the shortest wait; each is up to twice as long at random
     * @param reader the source may hold up its thread
     * @param newer takes a configuration whose version is greater than the present one's
     */
    public RootRefresh(
            RootConfigSource source,
            Duration interval,
            NioLoop loop,
            Executor reader,
            NetworkState network,
            Consumer<RootConfig> newer) {
        this.source = source;
        this.interval = interval;
        this.loop = loop;
        this.reader = reader;
        this.network = network;
        this.newer = newer;
    }

    /** Waits and asks, over and over, until the loop ends. */
    public void schedule() {
        long nanos = interval.toNanos();
        loop.schedule(Duration.ofNanos(nanos + loop.context().random().nextLong(nanos + 1)), this::ask);
    }

    private void ask() {
        try {
            reader.execute(this::read);
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody asks any more: the provider is closed");
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
            loop.execute(() -> {
                if (config != null) {
                    take(config);
                } else {
                    complain(String.valueOf(failure));
                }
                schedule();
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody listens any more: the provider is closed");
        }
    }

    private void take(RootConfig config) {
        failing = false;
        if (config.isNewerThan(network.root())) {
            newer.accept(config);
        }
    }

    private void complain(String failure) {
        if (!failing) {
            LOG.warn("the root configuration cannot be read, the last one holds on: {}", failure);
        }
        failing = true;
    }
}
