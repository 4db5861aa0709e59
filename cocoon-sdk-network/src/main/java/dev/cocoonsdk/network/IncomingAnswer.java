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

/**
 * The receiving side of one answer, in the same form for every protocol version. On the link's thread only.
 *
 * @param <I> how an answer ends
 */
abstract sealed class IncomingAnswer<I> permits WorkerCall, ClientCall {

    private final Hash256 id;
    private final long deadline;
    private final CallTable<?> calls;
    private boolean headSeen;
    private boolean ended;

    IncomingAnswer(Hash256 id, long deadline, CallTable<?> calls) {
        this.id = id;
        this.deadline = deadline;
        this.calls = calls;
    }

    /** The id of the request on this connection. */
    public Hash256 id() {
        return id;
    }

    /** Whether the listener got its last call. */
    public boolean isEnded() {
        return ended;
    }

    long deadline() {
        return deadline;
    }

    boolean isHeadSeen() {
        return headSeen;
    }

    abstract void deliverHead(HttpResponse head);

    abstract void deliverPart(TlBytes bytes);

    abstract void deliverEnd(I info);

    abstract void deliverFailure(AnswerFailure failure);

    abstract TokensUsed tokens(I info);

    /** A second head, or a part before the head. */
    abstract void outOfOrder();

    /** What is said about an answer whose head is no HTTP response. */
    abstract String incorrectAnswer();

    void first(TlBytes answer, @Nullable I completed) {
        if (headSeen) {
            outOfOrder();
            return;
        }
        HttpResponse response = parse(answer);
        if (response == null) {
            fail(Origin.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, incorrectAnswer());
            return;
        }
        headSeen = true;
        deliverHead(withoutPayload(response));
        continued(response.payload(), completed);
    }

    void part(TlBytes bytes, @Nullable I completed) {
        if (headSeen) {
            continued(bytes, completed);
        } else {
            outOfOrder();
        }
    }

    void fail(Origin origin, int code, String message) {
        end(new AnswerFailure(origin, code, message, AnswerInfo.none()));
    }

    void end(AnswerFailure failure) {
        if (leave()) {
            deliverFailure(failure);
        }
    }

    private void continued(TlBytes bytes, @Nullable I completed) {
        if (ended) {
            return;
        }
        if (completed != null && !isPlausible(tokens(completed))) {
            fail(Origin.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "negative token count");
            return;
        }
        if (!bytes.isEmpty()) {
            deliverPart(bytes);
        }
        if (completed != null && leave()) {
            deliverEnd(completed);
        }
    }

    /** True for the first caller: a listener may close the link while it is told something. */
    private boolean leave() {
        boolean first = !ended;
        ended = true;
        calls.remove(this);
        return first;
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
