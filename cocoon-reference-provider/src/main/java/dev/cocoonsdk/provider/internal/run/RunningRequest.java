package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.MessageTooLargeException;
import dev.cocoonsdk.network.WorkerAnswer;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.provider.engine.EngineCall;
import dev.cocoonsdk.provider.engine.EngineFailure;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.EngineSink;
import dev.cocoonsdk.provider.internal.meter.AnswerTooLargeException;
import dev.cocoonsdk.provider.internal.meter.TokenCounter;
import dev.cocoonsdk.ton.AdjustedTokens;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request while an engine works on it. The engine's calls come on the engine's threads, are counted there, and wait in a
 * queue for the link's thread, which sends what has gathered in one go.
 *
 * <p>States, of the engine's side: OPEN, BODY after the head, ENDED. The link's side ends once, by the engine's end, a timeout,
 * a cancel or the loss of the link, whichever comes first; the others find it ended.
 */
final class RunningRequest implements EngineSink {

    /** Bytes that may wait for the network before the engine is held up. */
    private static final long MOST_WAITING = 4 << 20;

    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    /** What a request needs of the connection that it came by. */
    interface Owner {
        /** Runs on the link's thread. */
        Executor linkThread();

        /** Runs on the link's thread, not before the delay is over. */
        void schedule(Duration delay, Runnable task);

        /** Bytes that the network has not taken yet. */
        LongSupplier pendingBytes();

        /** For the times in headers and final infos. */
        Clock clock();

        /** The request ended; on the link's thread, once. */
        void ended(RunningRequest request, boolean served, TokensUsed tokens);
    }

    private enum State {
        OPEN,
        BODY,
        ENDED
    }

    private final WorkerAnswer answer;
    private final TokenCounter counter;
    private final Owner owner;
    private final Instant start;
    private final Object engineSide = new Object();
    private final Queue<Runnable> outbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private State state = State.OPEN;
    private AnswerForm form = AnswerForm.CLEAR;
    private long bytesSent;
    private @Nullable Instant headAt;
    private volatile @Nullable EngineCall call;
    private volatile boolean over;
    private volatile boolean stopped;

    RunningRequest(WorkerAnswer answer, TokenCounter counter, Owner owner) {
        this.answer = answer;
        this.counter = counter;
        this.owner = owner;
        this.start = owner.clock().instant();
    }

    /** Writes the answer in another form; before the engine has the request. */
    void form(AnswerForm newForm) {
        synchronized (engineSide) {
            form = newForm;
        }
    }

    /** Answers without an engine, free of charge. */
    void answer(AnswerForm.Opening whole) {
        synchronized (engineSide) {
            state = State.ENDED;
            post(() -> {
                sendOpening(whole);
                complete(new Ending(TlBytes.EMPTY, free()), false);
            });
        }
    }

    WorkerAnswer answer() {
        return answer;
    }

    Instant start() {
        return start;
    }

    /** Bytes of the body so far. On the link's thread. */
    long bytesSent() {
        return bytesSent;
    }

    /** The engine's handle, as soon as there is one. */
    void running(EngineCall newCall) {
        call = newCall;
        if (stopped) {
            newCall.cancel();
        }
    }

    @Override
    public void head(int status, List<EngineHeader> headers) {
        head(status, "", headers);
    }

    @Override
    public void head(int status, String reason, List<EngineHeader> headers) {
        synchronized (engineSide) {
            if (state != State.OPEN) {
                return;
            }
            Instant now = owner.clock().instant();
            AnswerForm.Opening opening = form.head(status, reason, headers, start, now);
            headAt = now;
            state = AnswerHead.isBodyless(status) ? State.ENDED : State.BODY;
            post(() -> sendOpening(opening));
            if (state == State.ENDED) {
                endWhole();
            }
        }
    }

    @Override
    public void body(ByteBuffer bytes) {
        synchronized (engineSide) {
            if (state != State.BODY || over) {
                return;
            }
            try {
                Instant before = form.due();
                send(form.body(counter.accept(bytes)));
                flushLater(before);
            } catch (AnswerTooLargeException e) {
                failTooLarge(e);
                return;
            }
        }
        while (!over && owner.pendingBytes().getAsLong() > MOST_WAITING) {
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public void promptTokens(long count) {
        synchronized (engineSide) {
            counter.promptTokens(count);
        }
    }

    @Override
    public void end() {
        synchronized (engineSide) {
            if (state == State.BODY) {
                state = State.ENDED;
                try {
                    send(form.body(counter.finish()));
                    endWhole();
                } catch (AnswerTooLargeException e) {
                    failTooLarge(e);
                }
            } else if (state == State.OPEN) {
                state = State.ENDED;
                post(() -> fail(ErrorCodes.ERROR, "worker: the engine gave no answer"));
            }
        }
    }

    private void failTooLarge(AnswerTooLargeException tooLarge) {
        state = State.ENDED;
        String text = "worker: " + tooLarge.getMessage();
        post(() -> {
            fail(ErrorCodes.ERROR, text);
            stopEngine();
        });
    }

    @Override
    public void fail(EngineFailure failure) {
        synchronized (engineSide) {
            if (state != State.ENDED) {
                state = State.ENDED;
                post(() -> fail(failure.kind().code(), EngineTrouble.text(failure)));
            }
        }
    }

    private void send(byte[] bytes) {
        if (bytes.length > 0) {
            TlBytes part = TlBytes.wrap(bytes);
            post(() -> sendPart(part));
        }
    }

    /** A piece that waits for others does not wait for ever. */
    private void flushLater(@Nullable Instant before) {
        Instant due = form.due();
        if (due != null && !due.equals(before)) {
            owner.schedule(Duration.between(owner.clock().instant(), due), this::flush);
        }
    }

    private void flush() {
        synchronized (engineSide) {
            Instant due = form.due();
            if (state == State.BODY && due != null) {
                if (owner.clock().instant().isBefore(due)) {
                    flushLater(null);
                } else {
                    send(form.flush());
                }
            }
        }
    }

    private void sendPart(TlBytes part) {
        if (part.length() > 0) {
            bytesSent += part.length();
            answer.part(part);
        }
    }

    /** How an answer ends: its last bytes, and what it costs. */
    private record Ending(TlBytes last, AnswerInfo info) {}

    private void endWhole() {
        AdjustedTokens used = counter.adjusted();
        Instant now = owner.clock().instant();
        AnswerForm.Charge whole = new AnswerForm.Charge(counter.usage(), used, start, now);
        Ending ending = new Ending(TlBytes.wrap(form.end(whole)), info(used, now));
        post(() -> complete(ending, true));
    }

    private void post(Runnable action) {
        outbox.add(action);
        if (drainScheduled.compareAndSet(false, true)) {
            try {
                owner.linkThread().execute(this::drain);
            } catch (RejectedExecutionException e) {
                over = true;
            }
        }
    }

    private void drain() {
        drainScheduled.set(false);
        for (Runnable next = outbox.poll(); next != null; next = outbox.poll()) {
            if (!over) {
                next.run();
            }
        }
    }

    private void sendOpening(AnswerForm.Opening opening) {
        try {
            answer.head(opening.response());
            sendPart(opening.body());
        } catch (MessageTooLargeException e) {
            fail(ErrorCodes.ERROR, "worker: the answer's headers are too large");
        }
    }

    private void complete(Ending ending, boolean served) {
        if (!over) {
            sendPart(ending.last());
            answer.complete(ending.info());
            ended(served, ending.info().tokens());
        }
    }

    /** Ends with an error, which costs nothing. On the link's thread. */
    void fail(int code, String message) {
        synchronized (engineSide) {
            if (form.writesErrors()) {
                state = State.ENDED;
                drain();
                failWithin(code, message);
                return;
            }
        }
        if (!over) {
            answer.fail(code, message, info(adjusted(), owner.clock().instant()));
            ended(false, AnswerInfo.NO_TOKENS);
        }
    }

    /** The broker must not learn what went wrong: to it this is a complete answer that costs nothing. */
    private void failWithin(int code, String message) {
        if (!over) {
            AnswerForm.Opening error =
                    form.error(code, message, start, owner.clock().instant());
            if (!answer.isHeadSent()) {
                answer.head(error.response());
            }
            sendPart(error.body());
            answer.complete(free());
            ended(false, AnswerInfo.NO_TOKENS);
        }
    }

    /** Ends with an error. On any thread. */
    void failLater(int code, String message) {
        post(() -> fail(code, message));
    }

    /** The time is up. On the link's thread. */
    void timeOut() {
        fail(ErrorCodes.TIMEOUT, "worker: timeout");
        stopEngine();
    }

    /** The broker cancelled. On the link's thread. */
    void cancel() {
        synchronized (engineSide) {
            state = State.ENDED;
            drain();
            if (!over) {
                cancelled();
            }
        }
        stopEngine();
    }

    /** What was begun is charged as far as it came; only an answer in clear may look as if it were complete then. */
    private void cancelled() {
        Instant now = owner.clock().instant();
        AnswerInfo info = free();
        if (answer.isHeadSent()) {
            info = info(counter.adjustedSoFar(), now);
            if (form.writesErrors()) {
                sendPart(form.error(ErrorCodes.CANCELLED, "worker: cancelled", start, now)
                        .body());
            }
        }
        answer.cancelled(info);
        ended(false, info.tokens());
    }

    /** The link is lost; nothing can be sent any more. On the link's thread. */
    void abandon() {
        if (!over) {
            ended(false, AnswerInfo.NO_TOKENS);
        }
        stopEngine();
    }

    private void stopEngine() {
        stopped = true;
        EngineCall running = call;
        if (running != null) {
            running.cancel();
        }
    }

    private void ended(boolean served, TokensUsed tokens) {
        over = true;
        outbox.clear();
        owner.ended(this, served, tokens);
    }

    private AdjustedTokens adjusted() {
        synchronized (engineSide) {
            return counter.adjusted();
        }
    }

    private AnswerInfo free() {
        return info(AdjustedTokens.ZERO, owner.clock().instant());
    }

    private AnswerInfo info(AdjustedTokens used, Instant now) {
        Instant head;
        synchronized (engineSide) {
            head = headAt;
        }
        TokensUsed tokens =
                new TokensUsed(used.prompt(), used.cached(), used.completion(), used.reasoning(), used.total());
        String debug = answer.request().debug() ? DebugText.of(start, head, now) : null;
        return new AnswerInfo(tokens, start, now, debug);
    }
}
