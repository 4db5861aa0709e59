package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.ProxyQueryAnswer;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerError;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerErrorEx;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerEx;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPart;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPartError;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPartEx;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;

/** The worker's answers in the form of each protocol version ({@code docs/protocol/wire.md} 6 and 9.5). */
final class AnswerMessages {

    private static final int COMPLETED = 1;
    private static final int LONGEST_ERROR = 2000;

    private AnswerMessages() {}

    static TlObject head(int protocol, Hash256 id, HttpResponse head) {
        TlBytes answer = head.toBoxedBytes();
        return protocol == 0
                ? new ProxyQueryAnswer(answer, false, id, AnswerInfo.NO_TOKENS)
                : new ProxyQueryAnswerEx(id, answer, 0, null);
    }

    static TlObject part(int protocol, Hash256 id, TlBytes bytes) {
        return protocol == 0
                ? new ProxyQueryAnswerPart(bytes, false, id, AnswerInfo.NO_TOKENS)
                : new ProxyQueryAnswerPartEx(id, bytes, 0, null);
    }

    static TlObject last(int protocol, WorkerRequest request, TlBytes bytes, AnswerInfo info) {
        return protocol == 0
                ? new ProxyQueryAnswerPart(bytes, true, request.id(), info.tokens())
                : new ProxyQueryAnswerPartEx(request.id(), bytes, COMPLETED, info.toTl(protocol, request.debug()));
    }

    static TlObject error(
            int protocol, WorkerRequest request, boolean started, int code, String text, AnswerInfo info) {
        String message = shorten(text);
        if (protocol > 0) {
            return new ProxyQueryAnswerErrorEx(
                    request.id(), code, message, COMPLETED, info.toTl(protocol, request.debug()));
        }
        return started
                ? new ProxyQueryAnswerPartError(code, message, request.id(), info.tokens())
                : new ProxyQueryAnswerError(code, message, request.id(), info.tokens());
    }

    /** An error text that cannot fill a frame. */
    static String shorten(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }
}
