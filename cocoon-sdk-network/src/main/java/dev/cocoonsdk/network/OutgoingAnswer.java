package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The sending side of one answer: {@link #head}, any number of {@link #part}, then {@link #complete}; or {@link #fail} or
 * {@link #cancelled} at any point. Each ends the answer; calls after the end or after the link closed do nothing.
 *
 * <p>Parts wait for {@link Link#flush()} and go out together: their borders carry no meaning. On the link's thread only.
 *
 * @param <I> how an answer ends
 */
abstract sealed class OutgoingAnswer<I> permits WorkerAnswer, ClientReply {

    private static final int FLUSH_AT = 1 << 16;
    private static final int LARGEST_PART = 1 << 22;

    private final Hash256 id;
    private final OutgoingAnswers<?> answers;
    private final List<TlBytes> waiting = new ArrayList<>();
    private int waitingBytes;
    private boolean headSent;
    private boolean ended;

    OutgoingAnswer(Hash256 id, OutgoingAnswers<?> answers) {
        this.id = id;
        this.answers = answers;
    }

    /** Whether nothing more can be sent: the answer is complete, or the link is closed. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether {@link #head} was called. */
    public boolean isHeadSent() {
        return headSent;
    }

    /**
     * Sends status and headers.
     *
     * @param head its payload may hold the first bytes of the body
     * @throws IllegalStateException if the head was sent before
     * @throws MessageTooLargeException if it does not fit into a frame; nothing was sent, the request is still open
     */
    public void head(HttpResponse head) {
        if (ended) {
            return;
        }
        if (headSent) {
            throw new IllegalStateException("the head was sent already");
        }
        sendHead(head);
        headSent = true;
    }

    /**
     * Sends bytes of the body, in pieces if they are many.
     *
     * @param bytes must not change any more
     * @throws IllegalStateException if the head was not sent yet
     */
    public void part(TlBytes bytes) {
        if (ended || bytes.isEmpty()) {
            return;
        }
        requireHead();
        for (int from = 0; from < bytes.length(); from += LARGEST_PART) {
            add(bytes.slice(from, Math.min(LARGEST_PART, bytes.length() - from)));
        }
    }

    private void add(TlBytes piece) {
        if (waitingBytes + piece.length() > LARGEST_PART) {
            flush();
        }
        waiting.add(piece);
        waitingBytes += piece.length();
        if (waitingBytes >= FLUSH_AT) {
            flush();
        } else {
            answers.waitForFlush(this);
        }
    }

    /**
     * Ends the answer; what still waits goes out in the same frame.
     *
     * @param info with what was used; it is charged
     * @throws IllegalStateException if the head was not sent yet
     */
    public void complete(I info) {
        if (ended) {
            return;
        }
        requireHead();
        end();
        sendLast(takeWaiting(), info);
    }

    /**
     * Ends the answer with an error, which is free for the client.
     *
     * @param code a code of {@link ErrorCodes}
     * @param message text for humans, without prompt or answer
     * @param info times; its tokens are not sent
     */
    public void fail(int code, String message, I info) {
        if (ended) {
            return;
        }
        boolean started = headSent;
        flush();
        end();
        sendError(started, code, message, info);
    }

    /**
     * Ends the answer after the peer cancelled it ({@code docs/protocol-extensions.md} 3): an error without tokens if nothing was
     * sent yet, otherwise the end of a shorter answer.
     *
     * @param info with what was used so far; charged only if the head was sent
     */
    public void cancelled(I info) {
        if (headSent) {
            complete(info);
        } else {
            fail(ErrorCodes.CANCELLED, "cancelled", info);
        }
    }

    abstract void sendHead(HttpResponse head);

    abstract void sendPart(TlBytes bytes);

    abstract void sendLast(TlBytes bytes, I info);

    /** Sends an error without the tokens of {@code info}. */
    abstract void sendError(boolean started, int code, String message, I info);

    Hash256 id() {
        return id;
    }

    /** Bytes of parts that wait for the next flush. */
    int held() {
        return waitingBytes;
    }

    void flush() {
        answers.flushed(this);
        if (!waiting.isEmpty()) {
            sendPart(takeWaiting());
        }
    }

    /** The link closed. */
    void abandon() {
        ended = true;
        takeWaiting();
    }

    private void end() {
        ended = true;
        answers.ended(this);
    }

    private void requireHead() {
        if (!headSent) {
            throw new IllegalStateException("the head must be sent first");
        }
    }

    private TlBytes takeWaiting() {
        TlBytes bytes = TlBytes.concat(waiting);
        waiting.clear();
        waitingBytes = 0;
        return bytes;
    }
}
