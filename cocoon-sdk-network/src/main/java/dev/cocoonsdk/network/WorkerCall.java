package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that runs at a worker, as the proxy sees it. On the link's thread only. */
public final class WorkerCall {

    private final ProxyWorkerLink link;
    private final Hash256 id;
    private final int coefficient;
    private final long deadline;
    private final AnswerListener listener;
    private boolean headSeen;
    private boolean ended;

    WorkerCall(ProxyWorkerLink link, Hash256 id, int coefficient, long deadline, AnswerListener listener) {
        this.link = link;
        this.id = id;
        this.coefficient = coefficient;
        this.deadline = deadline;
        this.listener = listener;
    }

    /** The id of this leg. */
    public Hash256 id() {
        return id;
    }

    /** The price coefficient that the worker was told, 1000 = x1. */
    public int coefficient() {
        return coefficient;
    }

    /** Whether the listener got its last call. */
    public boolean isEnded() {
        return ended;
    }

    /**
     * Asks the worker to stop, if it understands that; the answer then ends early, usually with an error 653 or with what was
     * produced so far. Does nothing if the answer ended.
     *
     * @return whether the worker was asked
     */
    public boolean cancel() {
        return !ended && link.sendCancel(id);
    }

    long deadline() {
        return deadline;
    }

    void first(TlBytes answer, @Nullable AnswerInfo completed) {
        if (headSeen) {
            outOfOrder();
            return;
        }
        HttpResponse response = parse(answer);
        if (response == null) {
            fail(Origin.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "proxy: received incorrect answer");
            return;
        }
        headSeen = true;
        listener.onHead(withoutPayload(response));
        deliver(response.payload(), completed);
    }

    void part(TlBytes bytes, @Nullable AnswerInfo completed) {
        if (headSeen) {
            deliver(bytes, completed);
        } else {
            outOfOrder();
        }
    }

    void error(int code, String message, AnswerInfo info) {
        end(new AnswerFailure(Origin.WORKER, code, message, info.withoutTokens()));
    }

    void fail(Origin origin, int code, String message) {
        end(new AnswerFailure(origin, code, message, AnswerInfo.none()));
    }

    private void deliver(TlBytes bytes, @Nullable AnswerInfo completed) {
        if (completed != null && !isPlausible(completed.tokens())) {
            fail(Origin.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "negative token count");
            return;
        }
        if (!bytes.isEmpty()) {
            listener.onPart(bytes);
        }
        if (completed != null && !ended) {
            ended = true;
            link.ended(this);
            listener.onComplete(completed);
        }
    }

    private void outOfOrder() {
        fail(Origin.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "out of order answer parts");
    }

    private void end(AnswerFailure failure) {
        if (!ended) {
            ended = true;
            link.ended(this);
            listener.onFailure(failure);
        }
    }

    private static boolean isPlausible(TokensUsed tokens) {
        return tokens.promptTokensUsed() >= 0
                && tokens.cachedTokensUsed() >= 0
                && tokens.completionTokensUsed() >= 0
                && tokens.reasoningTokensUsed() >= 0
                && tokens.totalTokensUsed() >= 0;
    }

    private static HttpResponse withoutPayload(HttpResponse response) {
        return response.payload().isEmpty()
                ? response
                : new HttpResponse(
                        response.httpVersion(),
                        response.statusCode(),
                        response.reason(),
                        List.copyOf(response.headers()),
                        TlBytes.EMPTY);
    }

    private static @Nullable HttpResponse parse(TlBytes answer) {
        try {
            return TlReader.parse(answer, HttpResponse::read);
        } catch (TlFormatException e) {
            return null;
        }
    }
}
