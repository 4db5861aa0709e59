package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.ton.RootConfig;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root configuration that the broker goes by. A newer one takes effect at once ({@code docs/protocol/wire.md} 8.4) unless its
 * {@code params_version} has grown: that changes every contract's address, for which the broker must be started again. Thread-safe.
 */
final class ActiveRoot implements Supplier<RootConfig> {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveRoot.class);

    private final Runnable changed;
    private volatile RootConfig root;
    private long refused = -1;

    /**
     * A configuration to begin with.
     *
     * @param changed told after a newer one has taken effect
     */
    ActiveRoot(RootConfig first, Runnable changed) {
        this.root = first;
        this.changed = changed;
    }

    @Override
    public RootConfig get() {
        return root;
    }

    /** Goes by this one from now on, if it is newer and can be followed. */
    synchronized void offer(RootConfig config) {
        if (!config.isNewerThan(root)) {
            return;
        }
        if (config.params().paramsVersion() != root.params().paramsVersion()) {
            refuse(config);
            return;
        }
        root = config;
        LOG.info("root configuration {} takes effect", config.version());
        changed.run();
    }

    private void refuse(RootConfig config) {
        if (config.version() != refused) {
            refused = config.version();
            LOG.error(
                    "root configuration {} has params_version {}, this broker runs with {}: start it again. Until then it goes on with"
                            + " the old prices and contracts, and peers that have switched cannot use it",
                    config.version(),
                    config.params().paramsVersion(),
                    root.params().paramsVersion());
        }
    }
}
