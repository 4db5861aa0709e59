package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that a client gave to a proxy. On the link's thread only. */
public final class ClientCall extends IncomingAnswer<ClientAnswerInfo> {

    private static final Logger LOG = LoggerFactory.getLogger(ClientCall.class);

    private final ClientLink link;
    private final ClientAnswerListener listener;

    ClientCall(ClientLink link, Hash256 id, long deadline, CallTable<ClientCall> calls, ClientAnswerListener listener) {
        super(id, deadline, calls);
        this.link = link;
        this.listener = listener;
    }

    /** Whether the head of the answer came. */
    public boolean isStarted() {
        return isHeadSeen();
    }

    /**
     * Asks the proxy to stop ({@code docs/protocol-extensions.md} 4); the answer then ends early, with an error 653 that is free or
     * with what was produced so far. Does nothing if the answer ended.
     *
     * @return whether the proxy was asked; if not, the request runs on and is charged
     */
    public boolean cancel() {
        return !isEnded() && link.sendCancel(id());
    }

    void error(int code, String message, ClientAnswerInfo info) {
        end(new AnswerFailure(Origin.PROXY, code, message, info.withoutTokens().worker()));
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
    void deliverEnd(ClientAnswerInfo info) {
        listener.onCompleted(info);
    }

    @Override
    void deliverFailure(AnswerFailure failure) {
        listener.onFailed(failure);
    }

    @Override
    TokensUsed tokens(ClientAnswerInfo info) {
        return info.tokens();
    }

    /** Ignored like the reference does (wire.md 9.7). */
    @Override
    void outOfOrder() {
        LOG.debug("ignoring an answer part out of order");
    }

    @Override
    String incorrectAnswer() {
        return "client: received incorrect answer";
    }
}
