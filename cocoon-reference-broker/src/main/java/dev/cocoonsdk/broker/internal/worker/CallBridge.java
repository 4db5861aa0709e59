package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.market.WorkerHead;
import dev.cocoonsdk.broker.internal.market.WorkerSession;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerFailure;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.AnswerListener;
import dev.cocoonsdk.network.WorkerCall;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands the answer of one {@link WorkerCall} to the market. On the connection's event loop only. */
final class CallBridge implements AnswerListener {

    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;

    /** With what is added to it, and in UTF-8, it fits into a frame on every leg. */
    private static final int MAX_HEAD = 1 << 20;

    private static final int HEADER_OVERHEAD = 16;

    private final Hash256 id;
    private final WorkerSession.Answers answers;
    private final Consumer<Hash256> ended;
    private final Consumer<WorkerSession.Answers> touched;
    private final Instant start = Instant.now();
    private @Nullable WorkerCall call;
    private boolean over;

    /**
     * @param ended told when the last event was handed on
     * @param touched told of every event; sees to it that {@link WorkerSession.Answers#onBatchEnd} follows
     */
    CallBridge(
            Hash256 id,
            WorkerSession.Answers answers,
            Consumer<Hash256> ended,
            Consumer<WorkerSession.Answers> touched) {
        this.id = id;
        this.answers = answers;
        this.ended = ended;
        this.touched = touched;
    }

    void started(WorkerCall started, Map<Hash256, WorkerCall> running) {
        call = started;
        if (!started.isEnded()) {
            running.put(id, started);
        }
    }

    private boolean event(boolean last) {
        if (over) {
            return false;
        }
        over = last;
        touched.accept(answers);
        if (last) {
            ended.accept(id);
        }
        return true;
    }

    @Override
    public void onHead(HttpResponse head) {
        String defect = defect(head);
        if (defect == null && event(false)) {
            answers.onHead(new WorkerHead(head, start, Instant.now()));
        } else if (defect != null && event(true)) {
            if (call != null) {
                call.cancel();
            }
            answers.onViolation("proxy: received incorrect answer: " + defect);
        }
    }

    private static @Nullable String defect(HttpResponse head) {
        if (head.statusCode() < FIRST_STATUS || head.statusCode() > LAST_STATUS) {
            return "status " + head.statusCode();
        }
        return size(head) > MAX_HEAD ? "its headers are too large" : null;
    }

    private static long size(HttpResponse head) {
        long size = (long) head.httpVersion().length() + head.reason().length();
        for (HttpHeader header : head.headers()) {
            size += (long) header.name().length() + header.value().length() + HEADER_OVERHEAD;
        }
        return size;
    }

    @Override
    public void onPart(TlBytes bytes) {
        if (event(false)) {
            answers.onBody(bytes.toByteArray());
        }
    }

    @Override
    public void onComplete(AnswerInfo info) {
        if (event(true)) {
            answers.onCompleted(info);
        }
    }

    @Override
    public void onFailure(AnswerFailure failure) {
        if (event(true)) {
            switch (failure.origin()) {
                case WORKER -> answers.onError(failure.code(), failure.message(), failure.info());
                case TIMEOUT -> answers.onTimeout();
                case VIOLATION -> answers.onViolation(failure.message());
                default -> answers.onGone();
            }
        }
    }
}
