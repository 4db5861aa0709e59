package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;

/**
 * The proxy's side of a client's request: {@link #head}, any number of {@link #part}, then {@link #complete}; or {@link #fail} or
 * {@link #cancelled} at any point. Each ends the answer; calls after the end or after the link closed do nothing.
 *
 * <p>Parts wait for {@link Link#flush()} and go out together: their borders carry no meaning. On the link's thread only.
 */
public final class ClientReply extends OutgoingAnswer<ClientAnswerInfo> {

    private final ProxyClientLink link;
    private final ClientRequest request;

    ClientReply(ProxyClientLink link, ClientRequest request, OutgoingAnswers<ClientReply> answers) {
        super(request.id(), answers);
        this.link = link;
        this.request = request.withoutQuery();
    }

    /** The request that is being answered; its query is empty, because it may be large and an answer may wait for long. */
    public ClientRequest request() {
        return request;
    }

    @Override
    void sendHead(HttpResponse head) {
        link.send(ClientMessages.head(link.protocol(), request.id(), head));
    }

    @Override
    void sendPart(TlBytes bytes) {
        link.send(ClientMessages.part(link.protocol(), request.id(), bytes));
    }

    @Override
    void sendLast(TlBytes bytes, ClientAnswerInfo info) {
        link.send(ClientMessages.last(link.protocol(), request, bytes, info));
    }

    @Override
    void sendError(boolean started, int code, String message, ClientAnswerInfo info) {
        link.send(ClientMessages.error(link.protocol(), request, started, code, message, info.withoutTokens()));
    }
}
