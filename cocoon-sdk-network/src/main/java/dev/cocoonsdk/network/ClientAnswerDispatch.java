package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.ClientQueryAnswer;
import dev.cocoonsdk.network.tl.ClientQueryAnswerError;
import dev.cocoonsdk.network.tl.ClientQueryAnswerErrorEx;
import dev.cocoonsdk.network.tl.ClientQueryAnswerEx;
import dev.cocoonsdk.network.tl.ClientQueryAnswerPart;
import dev.cocoonsdk.network.tl.ClientQueryAnswerPartError;
import dev.cocoonsdk.network.tl.ClientQueryAnswerPartEx;
import dev.cocoonsdk.network.tl.ClientQueryFinalInfo;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.TokensUsed;
import org.jspecify.annotations.Nullable;

/**
 * Brings a proxy's answers to the calls that wait for them. Both families are taken on every connection, because the reference's
 * proxy sends its own errors in the old form always ({@code docs/protocol/wire.md} 9.4); answers for unknown ids are ignored.
 */
final class ClientAnswerDispatch {

    private final CallTable<ClientCall> calls;

    ClientAnswerDispatch(CallTable<ClientCall> calls) {
        this.calls = calls;
    }

    /** Handles a message if it is an answer; throws {@code TlFormatException} if it is a malformed one. */
    boolean dispatch(TlBytes data) {
        switch (data.reader().peekId()) {
            case ClientQueryAnswerPartEx.ID -> partEx(TlReader.parse(data, ClientQueryAnswerPartEx::read));
            case ClientQueryAnswerEx.ID -> firstEx(TlReader.parse(data, ClientQueryAnswerEx::read));
            case ClientQueryAnswerErrorEx.ID -> errorEx(TlReader.parse(data, ClientQueryAnswerErrorEx::read));
            case ClientQueryAnswerPart.ID -> part(TlReader.parse(data, ClientQueryAnswerPart::read));
            case ClientQueryAnswer.ID -> first(TlReader.parse(data, ClientQueryAnswer::read));
            case ClientQueryAnswerError.ID -> error(TlReader.parse(data, ClientQueryAnswerError::read));
            case ClientQueryAnswerPartError.ID -> partError(TlReader.parse(data, ClientQueryAnswerPartError::read));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void firstEx(ClientQueryAnswerEx answer) {
        ClientCall call = calls.get(answer.requestId());
        if (call != null) {
            call.first(answer.answer(), completed(answer.finalInfo()));
        }
    }

    private void partEx(ClientQueryAnswerPartEx answer) {
        ClientCall call = calls.get(answer.requestId());
        if (call != null) {
            call.part(answer.answer(), completed(answer.finalInfo()));
        }
    }

    private void errorEx(ClientQueryAnswerErrorEx answer) {
        ClientAnswerInfo info = completed(answer.finalInfo());
        fail(
                answer.requestId(),
                answer.errorCode(),
                answer.error(),
                info == null ? ClientAnswerInfo.of(AnswerInfo.NO_TOKENS) : info);
    }

    private void first(ClientQueryAnswer answer) {
        ClientCall call = calls.get(answer.requestId());
        if (call != null) {
            call.first(answer.answer(), completed(answer.isCompleted(), answer.requestTokensUsed()));
        }
    }

    private void part(ClientQueryAnswerPart answer) {
        ClientCall call = calls.get(answer.requestId());
        if (call != null) {
            call.part(answer.answer(), completed(answer.isCompleted(), answer.requestTokensUsed()));
        }
    }

    private void error(ClientQueryAnswerError answer) {
        fail(answer.requestId(), answer.errorCode(), answer.error(), ClientAnswerInfo.of(AnswerInfo.NO_TOKENS));
    }

    private void partError(ClientQueryAnswerPartError answer) {
        fail(answer.requestId(), answer.errorCode(), answer.error(), ClientAnswerInfo.of(AnswerInfo.NO_TOKENS));
    }

    private void fail(Hash256 id, int code, String message, ClientAnswerInfo info) {
        ClientCall call = calls.get(id);
        if (call != null) {
            call.error(code, message, info);
        }
    }

    private static @Nullable ClientAnswerInfo completed(@Nullable ClientQueryFinalInfo info) {
        return info == null ? null : ClientAnswerInfo.of(info);
    }

    private static @Nullable ClientAnswerInfo completed(boolean isCompleted, TokensUsed tokens) {
        return isCompleted ? ClientAnswerInfo.of(tokens) : null;
    }
}
