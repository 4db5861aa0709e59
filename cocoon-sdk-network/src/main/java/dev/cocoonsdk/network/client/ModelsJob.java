package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.error.Acceptance;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a proxy for its models; on the network's thread. */
final class ModelsJob implements PoolJob {

    /** Takes the answer; on the network's thread. */
    interface Listener {

        /** The question is about to be sent; false if it is not wanted any more. */
        boolean onSending();

        /** The answer. */
        void onModels(List<NetworkModel> models);

        /** There is none. */
        void onFailed(NetworkFailure failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ModelsJob.class);

    private final Duration connectDeadline;
    private final Listener listener;
    private final ProxyPool pool;
    private volatile boolean unwanted;
    private final Set<ProxyTarget> tried = new HashSet<>();
    private boolean over;

    ModelsJob(Duration connectDeadline, Listener listener, ProxyPool pool) {
        this.connectDeadline = connectDeadline;
        this.listener = listener;
        this.pool = pool;
    }

    /** Nothing is sent from now on; from any thread. {@link #cancel} has to follow on the network's. */
    void unwanted() {
        unwanted = true;
    }

    @Override
    public Duration connectDeadline() {
        return connectDeadline;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void begin(ProxyTarget target) {
        if (isWantedNow()) {
            ask(target);
        } else {
            cancel("cancelled before sending");
        }
    }

    private boolean isWantedNow() {
        try {
            return !unwanted && listener.onSending() && !unwanted;
        } catch (RuntimeException | Error e) {
            LOG.error("a listener failed: {}", e.getClass().getName());
            return false;
        }
    }

    private void ask(ProxyTarget target) {
        tried.add(target);
        try {
            target.link().models(models -> end(() -> listener.onModels(models)), failure -> next(target, failure));
        } catch (RuntimeException | Error e) {
            LOG.error("a question cannot be sent: {}", e.getClass().getName());
            cancel("internal error: " + e.getClass().getName());
        }
    }

    /** A question does no work: another proxy may answer it. */
    private void next(ProxyTarget failed, NetworkFailure failure) {
        if (over) {
            return;
        }
        pool.refused(failed);
        ProxyTarget other = unwanted ? null : pool.another(tried);
        if (other == null) {
            fail(failure);
        } else {
            ask(other);
        }
    }

    @Override
    public void cancel(String reason) {
        fail(PoolJob.cancelled(reason, Acceptance.NOT_ACCEPTED));
    }

    @Override
    public void fail(NetworkFailure failure) {
        end(() -> listener.onFailed(failure));
    }

    private void end(Runnable tell) {
        if (!over) {
            over = true;
            pool.ended(this);
            try {
                tell.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a listener failed: {}", e.getClass().getName());
            }
        }
    }
}
