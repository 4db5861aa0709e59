package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.ton.RootConfig;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root configuration that the broker goes by. A newer one takes effect at once ({@code docs/protocol/wire.md} 8.4) unless its
 * {@code params_version} has grown: that changes every contract's address, and somebody else must deal with it. Thread-safe.
 */
final class ActiveRoot implements Supplier<RootConfig> {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveRoot.class);

    private final Runnable changed;
    private final Consumer<RootConfig> grown;
    private volatile RootConfig root;
    private long refused = -1;

    /**
     * A configuration to begin with.
     *
     * @param changed told after a newer one has taken effect
     * @param grown told of one with another {@code params_version}, once
     */
    ActiveRoot(RootConfig first, Runnable changed, Consumer<RootConfig> grown) {
        this.root = first;
        this.changed = changed;
        this.grown = grown;
    }

    @Override
    public RootConfig get() {
        return root;
    }

    /** Goes by this one from now on, if it is newer and can be followed. */
    synchronized void offer(RootConfig config) {
        if (!config.isNewerThan(root)) {
            keepTime(config);
            return;
        }
        if (config.params().paramsVersion() != root.params().paramsVersion()) {
            notFollowed(config);
            return;
        }
        root = config;
        LOG.info("root configuration {} takes effect", config.version());
        changed.run();
    }

    /** The same configuration seen again holds at a later time. */
    private void keepTime(RootConfig config) {
        if (config.version() == root.version() && config.timestamp().isAfter(root.timestamp())) {
            root = config;
        }
    }

    private void notFollowed(RootConfig config) {
        if (config.version() != refused) {
            refused = config.version();
            grown.accept(config);
        }
    }

    /** Without a chain there are no contracts to change: the operator must start the broker again. */
    static Consumer<RootConfig> refusing(RootConfig running) {
        return config -> LOG.error(
                "root configuration {} has params_version {}, this broker runs with {}: start it again. Until then it goes on with"
                        + " the old prices and contracts, and peers that have switched cannot use it",
                config.version(),
                config.params().paramsVersion(),
                running.params().paramsVersion());
    }
}
