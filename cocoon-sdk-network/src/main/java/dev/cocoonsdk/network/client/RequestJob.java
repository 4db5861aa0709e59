package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.MessageTooLargeException;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.RootConfig;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request: waits for a proxy, is handed to one connection at most, passes its answer on. On the network's thread; only the wish to
 * cancel may come from any.
 *
 * <pre>
 * state      event                       next       acceptance of a failure
 * WAITING    a proxy is ready            SENT       not accepted
 * SENT       first answer                ANSWERED   unknown, or not accepted if the proxy refused it
 * ANSWERED   parts                       ANSWERED   accepted
 * any        end, failure, cancel        OVER
 * </pre>
 */
final class RequestJob implements PoolJob, NetworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(RequestJob.class);

    private enum State {
        WAITING,
        SENT,
        ANSWERED,
        OVER
    }

    private final NetworkRequest request;
    private final Hash256 id;
    private final NetworkListener listener;
    private final ProxyPool pool;
    private TlBytes http;
    private volatile boolean unwanted;
    private State state = State.WAITING;
    private @Nullable ProxyTarget target;
    private @Nullable Runnable stop;
    private long sentAt;

    RequestJob(NetworkRequest request, TlBytes http, Hash256 id, NetworkListener listener, ProxyPool pool) {
        this.request = request;
        this.http = http;
        this.id = id;
        this.listener = listener;
        this.pool = pool;
    }

    @Override
    public Duration connectDeadline() {
        return request.connectDeadline();
    }

    @Override
    public long bytes() {
        return (long) http.length() + request.body().length();
    }

    /** Nothing is sent from now on; from any thread. {@link #cancel} has to follow on the network's. */
    void unwanted() {
        unwanted = true;
    }

    @Override
    public void cancel(String reason) {
        Runnable running = stop;
        if (state != State.OVER && running != null) {
            running.run();
        }
        fail(PoolJob.cancelled(reason, acceptance()));
    }

    @Override
    public void begin(ProxyTarget ready) {
        if (unwanted || !isWantedNow()) {
            fail(PoolJob.cancelled("cancelled before sending", Acceptance.NOT_ACCEPTED));
            return;
        }
        RootConfig root = Objects.requireNonNull(pool.root(), "a proxy is ready");
        try {
            Query query = new Query(
                    id, http, request, (int) root.version(), root.params().pricePerToken());
            state = State.SENT;
            stop = ready.link().run(query, this);
        } catch (MessageTooLargeException e) {
            fail(tooLarge(String.valueOf(e.getMessage())));
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("a request cannot be sent: {}", e.getClass().getName());
            fail(PoolJob.cancelled("internal error: " + e.getClass().getName(), acceptance()));
            return;
        }
        http = TlBytes.EMPTY;
        target = ready;
        sentAt = pool.now();
        ready.began();
        pool.counters().sent(request.body().length());
    }

    private boolean isWantedNow() {
        try {
            listener.onSending();
            return !unwanted && state == State.WAITING;
        } catch (CallCancelledException e) {
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("a listener failed: {}", e.getClass().getName());
            return false;
        }
    }

    static NetworkFailure tooLarge(String detail) {
        return new NetworkFailure(Kind.TOO_LARGE, ErrorCodes.PROTOCOL_VIOLATION, detail, Acceptance.NOT_ACCEPTED, null);
    }

    private Acceptance acceptance() {
        return switch (state) {
            case WAITING -> Acceptance.NOT_ACCEPTED;
            case SENT -> Acceptance.UNKNOWN;
            default -> Acceptance.ACCEPTED;
        };
    }

    @Override
    public void onHead(HttpResponse head) {
        if (state == State.SENT) {
            state = State.ANSWERED;
            guard(() -> listener.onHead(head));
        }
    }

    @Override
    public void onPart(TlBytes bytes) {
        if (state == State.ANSWERED) {
            pool.counters().received(bytes.length());
            guard(() -> listener.onPart(bytes));
        }
    }

    @Override
    public void onCompleted(NetworkAnswerInfo info) {
        if (end(true)) {
            tell(() -> listener.onCompleted(info));
        }
    }

    /** What a link says of a request that it was given: what is known of the work depends on whether the answer had begun. */
    @Override
    public void onFailed(NetworkFailure failure) {
        boolean refused = state == State.SENT && failure.kind() == Kind.PEER && Refusal.isBeforeWork(failure);
        ProxyTarget refusing = target;
        if (refused && refusing != null) {
            pool.refused(refusing);
        }
        fail(new NetworkFailure(
                failure.kind(),
                failure.code(),
                failure.message(),
                refused || failure.kind() == Kind.NO_PROXY ? Acceptance.NOT_ACCEPTED : acceptance(),
                failure.info()));
    }

    @Override
    public void fail(NetworkFailure failure) {
        if (end(false)) {
            tell(() -> listener.onFailed(failure));
        }
    }

    private boolean end(boolean complete) {
        if (state == State.OVER) {
            return false;
        }
        state = State.OVER;
        pool.ended(this);
        ProxyTarget used = target;
        if (used != null) {
            used.ended();
            pool.counters().ended(complete, pool.now() - sentAt);
        }
        return true;
    }

    /** A listener that throws costs its own request only, not the connection. */
    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a listener failed: {}", e.getClass().getName());
            cancel("the listener failed");
        }
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a listener failed: {}", e.getClass().getName());
        }
    }
}
