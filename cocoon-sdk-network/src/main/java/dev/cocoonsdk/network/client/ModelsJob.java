package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.error.Acceptance;
import java.time.Duration;
import java.util.List;
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
    private boolean sent;
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
    public boolean isOver() {
        return over;
    }

    @Override
    public void begin(ProxyTarget target) {
        if (unwanted || !listener.onSending() || unwanted) {
            cancel("cancelled before sending");
            return;
        }
        sent = true;
        target.link().models(models -> end(() -> listener.onModels(models)), this::fail);
    }

    @Override
    public void cancel(String reason) {
        fail(PoolJob.cancelled(reason, sent ? Acceptance.UNKNOWN : Acceptance.NOT_ACCEPTED));
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
