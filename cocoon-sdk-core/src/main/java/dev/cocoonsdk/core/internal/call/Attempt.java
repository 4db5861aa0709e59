package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.Scheduler;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: an exchange of the transport under the three deadlines of an attempt. It ends exactly once, by the transport, by a
 * deadline, by what is in the answer, or by {@link #abandon()}.
 *
 * <pre>
 * state        event                    next         timer
 * CONNECTING   onConnected              WAITING      first token
 * WAITING      first piece of answer    STREAMING    idle, renewed by each piece
 * STREAMING    [DONE]                   STREAMING    linger, then as an end
 * any          end, failure, deadline   OVER         none
 * </pre>
 *
 * <p>The transport's callbacks are sequential; deadlines and abandon come from other threads. The lock guards the state, the timer
 * and the exchange, and nothing is called out while it is held.
 */
final class Attempt<E, R> implements TransportListener {

    /** Learns how the attempt ended. */
    interface Owner<E, R> {
        /** The answer is complete; may still throw what is wrong with it. */
        void succeeded(AnswerReader<E, R> reader, @Nullable FinalInfo info);

        /** The attempt failed with a {@link CocoonException}, or with what an interceptor threw. */
        void failed(Throwable error);

        /** What the answer has reported until now, even if the attempt fails with it. */
        void used(@Nullable Usage usage);

        /** Every value of the answer was read up to here; throws to stop the attempt. */
        void progressed(AnswerReader<E, R> reader);

        /** Whether an answer counts only with the transport's word at its end. */
        boolean needsProof();
    }

    private enum State {
        CONNECTING,
        WAITING,
        STREAMING,
        OVER
    }

    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Owner<E, R> owner;
    private final Deadlines deadlines;
    private final Scheduler scheduler;
    private final AnswerBody<E, R> body;
    private volatile State state = State.CONNECTING;
    private volatile Acceptance acceptance = Acceptance.NOT_ACCEPTED;
    private volatile long lastPiece;
    private Scheduler.@Nullable Timer timer;
    private @Nullable Exchange exchange;

    Attempt(
            Owner<E, R> owner,
            Deadlines deadlines,
            Scheduler scheduler,
            Function<Consumer<E>, AnswerBody<E, R>> body,
            Consumer<? super E> events) {
        this.owner = owner;
        this.deadlines = deadlines;
        this.scheduler = scheduler;
        this.body = body.apply(event -> pass(event, events));
    }

    void start(Interceptor.Chain chain, TransportRequest request) {
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            timer = scheduler.schedule(
                    deadlines.connect(), () -> expired(State.CONNECTING, Deadline.CONNECT, deadlines.connect()));
        }
        Exchange started;
        try {
            started = chain.proceed(request, this);
        } catch (RuntimeException | Error e) {
            end(() -> owner.failed(e));
            return;
        }
        boolean unwanted;
        synchronized (this) {
            exchange = started;
            unwanted = state == State.OVER;
        }
        if (unwanted) {
            started.cancel();
        }
    }

    /** What is known about the other side until now. */
    Acceptance acceptance() {
        return acceptance;
    }

    /** Ends the attempt without telling the owner. */
    void abandon() {
        if (end(() -> {})) {
            cancelExchange();
        }
    }

    @Override
    public void onConnected() {
        synchronized (this) {
            if (state == State.OVER) {
                throw new CallCancelledException("the call ended before it was sent", null, Acceptance.NOT_ACCEPTED);
            }
            state = State.WAITING;
            acceptance = Acceptance.UNKNOWN;
            rearm(deadlines.firstToken(), () -> expired(State.WAITING, Deadline.FIRST_TOKEN, deadlines.firstToken()));
        }
    }

    @Override
    public void onHead(ResponseHead head) {
        body.head(head);
        if (head.isSuccess()) {
            acceptance = Acceptance.ACCEPTED;
        }
    }

    @Override
    public void onBody(ByteBuffer bytes) {
        if (state == State.OVER || body.isFinished()) {
            return;
        }
        try {
            read(bytes);
            if (state == State.WAITING && body.hasBegunJson()) {
                firstPiece();
            }
            owner.progressed(body.reader());
            if (body.isFinished()) {
                finishSoon();
            }
        } catch (RuntimeException e) {
            stop(e);
        } catch (Error e) {
            stop(e);
            throw e;
        }
    }

    private void read(ByteBuffer bytes) {
        int before = body.values();
        try {
            body.feed(bytes);
            if (body.values() != before || body.isWithinJson()) {
                lastPiece = scheduler.nanoTime();
            }
        } finally {
            owner.used(body.reader().usage());
        }
    }

    private void pass(E event, Consumer<? super E> events) {
        if (state == State.WAITING) {
            firstPiece();
        }
        if (state != State.OVER) {
            events.accept(event);
        }
    }

    private synchronized void firstPiece() {
        if (state == State.WAITING) {
            state = State.STREAMING;
            rearm(deadlines.idle(), this::idle);
        }
    }

    /** The answer is whole; what the transport says at its end is waited for, but not for long. */
    private synchronized void finishSoon() {
        if (state != State.OVER && !owner.needsProof()) {
            rearm(LINGER, () -> {
                if (end(() -> owner.succeeded(body.reader(), null))) {
                    cancelExchange();
                }
            });
        }
    }

    private void idle() {
        Duration quiet = Duration.ofNanos(scheduler.nanoTime() - lastPiece);
        Duration rest = deadlines.idle().minus(quiet);
        if (rest.isZero() || rest.isNegative()) {
            expired(State.STREAMING, Deadline.IDLE, deadlines.idle());
            return;
        }
        synchronized (this) {
            if (state == State.STREAMING) {
                rearm(rest, this::idle);
            }
        }
    }

    @Override
    public void onEnd(@Nullable FinalInfo info) {
        try {
            body.end();
        } catch (RuntimeException | Error e) {
            end(() -> owner.failed(e));
            return;
        }
        end(() -> owner.succeeded(body.reader(), info));
    }

    @Override
    public void onFailure(CocoonException error) {
        end(() -> {
            if (body.isFinished() && !owner.needsProof()) {
                owner.succeeded(body.reader(), null);
            } else {
                owner.failed(error);
            }
        });
    }

    private void expired(State expected, Deadline deadline, Duration limit) {
        if (state != expected) {
            return;
        }
        Acceptance known;
        synchronized (this) {
            if (state != expected) {
                return;
            }
            state = State.OVER;
            known = acceptance;
        }
        cancelExchange();
        owner.failed(new CallTimeoutException(deadline, limit, known));
    }

    private void stop(Throwable error) {
        if (end(() -> {})) {
            cancelExchange();
            owner.failed(error);
        }
    }

    private boolean end(Runnable then) {
        synchronized (this) {
            if (state == State.OVER) {
                return false;
            }
            state = State.OVER;
            if (timer != null) {
                timer.cancel();
            }
        }
        then.run();
        return true;
    }

    private void rearm(Duration delay, Runnable task) {
        if (timer != null) {
            timer.cancel();
        }
        timer = scheduler.schedule(delay, task);
    }

    private void cancelExchange() {
        Exchange running;
        synchronized (this) {
            running = exchange;
        }
        if (running != null) {
            running.cancel();
        }
    }
}
