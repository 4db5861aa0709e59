package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.ClientQueryAnswer;
import dev.cocoonsdk.network.tl.ClientQueryAnswerError;
import dev.cocoonsdk.network.tl.ClientQueryAnswerErrorEx;
import dev.cocoonsdk.network.tl.ClientQueryAnswerEx;
import dev.cocoonsdk.network.tl.ClientQueryAnswerPart;
import dev.cocoonsdk.network.tl.ClientQueryAnswerPartError;
import dev.cocoonsdk.network.tl.ClientQueryAnswerPartEx;
import dev.cocoonsdk.network.tl.ClientRunQuery;
import dev.cocoonsdk.network.tl.ClientRunQueryEx;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;

/** Requests and answers of the client's leg in the form of each protocol version ({@code docs/protocol/wire.md} 6, 9.1, 9.4). */
final class ClientMessages {

    private static final double SHARE_OF_TIMEOUT = 0.95;
    private static final int DEBUG_PRESENT = 1;
    private static final int COMPLETED = 1;

    private ClientMessages() {}

    static TlObject runQuery(int protocol, ClientQuery query) {
        double timeout = (query.timeout().toSeconds() + query.timeout().toNanosPart() / 1e9) * SHARE_OF_TIMEOUT;
        return protocol == 0
                ? new ClientRunQuery(
                        query.model(),
                        query.request(),
                        query.maxCoefficient(),
                        query.maxTokens(),
                        timeout,
                        query.id(),
                        query.minConfigVersion())
                : new ClientRunQueryEx(
                        query.model(),
                        query.request(),
                        query.maxCoefficient(),
                        query.maxTokens(),
                        timeout,
                        query.id(),
                        query.minConfigVersion(),
                        DEBUG_PRESENT,
                        query.debug());
    }

    static TlObject head(int protocol, Hash256 id, HttpResponse head) {
        TlBytes answer = head.toBoxedBytes();
        return protocol == 0
                ? new ClientQueryAnswer(answer, false, id, AnswerInfo.NO_TOKENS)
                : new ClientQueryAnswerEx(id, answer, 0, null);
    }

    static TlObject part(int protocol, Hash256 id, TlBytes bytes) {
        return protocol == 0
                ? new ClientQueryAnswerPart(bytes, false, id, AnswerInfo.NO_TOKENS)
                : new ClientQueryAnswerPartEx(id, bytes, 0, null);
    }

    static TlObject last(int protocol, ClientRequest request, TlBytes bytes, ClientAnswerInfo info) {
        return protocol == 0
                ? new ClientQueryAnswerPart(bytes, true, request.id(), info.tokens())
                : new ClientQueryAnswerPartEx(request.id(), bytes, COMPLETED, info.toTl(protocol, request.debug()));
    }

    /** Never the old form on a connection of version 1 or 2, unlike the reference's proxy (wire.md 16, rows 1 and 3). */
    static TlObject error(
            int protocol, ClientRequest request, boolean started, int code, String text, ClientAnswerInfo info) {
        String message = AnswerMessages.shorten(text);
        if (protocol > 0) {
            return new ClientQueryAnswerErrorEx(
                    request.id(), code, message, COMPLETED, info.toTl(protocol, request.debug()));
        }
        return started
                ? new ClientQueryAnswerPartError(code, message, request.id(), info.tokens())
                : new ClientQueryAnswerError(code, message, request.id(), info.tokens());
    }
}
