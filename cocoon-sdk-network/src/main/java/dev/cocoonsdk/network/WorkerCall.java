package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;

/** A request that runs at a worker, as the proxy sees it. On the link's thread only. */
public final class WorkerCall extends IncomingAnswer<AnswerInfo> {

    private final ProxyWorkerLink link;
    private final int coefficient;
    private final AnswerListener listener;

    WorkerCall(
            ProxyWorkerLink link,
            Hash256 id,
            int coefficient,
            long deadline,
            CallTable<WorkerCall> calls,
            AnswerListener listener) {
        super(id, deadline, calls);
        this.link = link;
        this.coefficient = coefficient;
        this.listener = listener;
    }

    /** The price coefficient that the worker was told, 1000 = x1. */
    public int coefficient() {
        return coefficient;
    }

    /**
     * Asks the worker to stop, if it understands that; the answer then ends early, usually with an error 653 or with what was
     * produced so far. Does nothing if the answer ended.
     *
     * @return whether the worker was asked
     */
    public boolean cancel() {
        return !isEnded() && link.sendCancel(id());
    }

    void error(int code, String message, AnswerInfo info) {
        end(new AnswerFailure(Origin.WORKER, code, message, info.withoutTokens()));
    }

    @Override
    void deliverHead(HttpResponse head) {
        listener.onHead(head);
    }

    @Override
    void deliverPart(TlBytes bytes) {
        listener.onPart(bytes);
    }

    @Override
    void deliverEnd(AnswerInfo info) {
        listener.onComplete(info);
    }

    @Override
    void deliverFailure(AnswerFailure failure) {
        listener.onFailure(failure);
    }

    @Override
    TokensUsed tokens(AnswerInfo info) {
        return info.tokens();
    }

    @Override
    void outOfOrder() {
        fail(Origin.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "out of order answer parts");
    }

    @Override
    String incorrectAnswer() {
        return "proxy: received incorrect answer";
    }
}
