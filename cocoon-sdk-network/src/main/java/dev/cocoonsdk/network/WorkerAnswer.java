package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;

/**
 * The worker's side of one request: {@link #head}, any number of {@link #part}, then {@link #complete}; or {@link #fail} or
 * {@link #cancelled} at any point. Each ends the answer; calls after the end or after the link closed do nothing.
 *
 * <p>Parts wait for {@link Link#flush()} and go out together: their borders carry no meaning. On the link's thread only.
 */
public final class WorkerAnswer extends OutgoingAnswer<AnswerInfo> {

    private final WorkerLink link;
    private final WorkerRequest request;

    WorkerAnswer(WorkerLink link, WorkerRequest request, OutgoingAnswers<WorkerAnswer> answers) {
        super(request.id(), answers);
        this.link = link;
        this.request = request;
    }

    /** The request that is being answered. */
    public WorkerRequest request() {
        return request;
    }

    @Override
    void sendHead(HttpResponse head) {
        link.send(AnswerMessages.head(link.protocol(), request.id(), head));
    }

    @Override
    void sendPart(TlBytes bytes) {
        link.send(AnswerMessages.part(link.protocol(), request.id(), bytes));
    }

    @Override
    void sendLast(TlBytes bytes, AnswerInfo info) {
        link.send(AnswerMessages.last(link.protocol(), request, bytes, info));
    }

    @Override
    void sendError(boolean started, int code, String message, AnswerInfo info) {
        link.send(AnswerMessages.error(link.protocol(), request, started, code, message, info.withoutTokens()));
    }
}
