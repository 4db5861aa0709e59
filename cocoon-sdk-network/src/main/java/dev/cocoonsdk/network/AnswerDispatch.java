package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.ProxyQueryAnswer;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerError;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerErrorEx;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerEx;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPart;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPartError;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPartEx;
import dev.cocoonsdk.network.tl.ProxyQueryFinalInfo;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.TokensUsed;
import org.jspecify.annotations.Nullable;

/** Brings the answers of all protocol versions to the calls that wait for them; answers for unknown ids are ignored. */
final class AnswerDispatch {

    private final CallTable<WorkerCall> calls;

    AnswerDispatch(CallTable<WorkerCall> calls) {
        this.calls = calls;
    }

    /** Handles a message if it is an answer; throws {@code TlFormatException} if it is a malformed one. */
    boolean dispatch(TlBytes data) {
        switch (data.reader().peekId()) {
            case ProxyQueryAnswerPartEx.ID -> partEx(TlReader.parse(data, ProxyQueryAnswerPartEx::read));
            case ProxyQueryAnswerEx.ID -> firstEx(TlReader.parse(data, ProxyQueryAnswerEx::read));
            case ProxyQueryAnswerErrorEx.ID -> errorEx(TlReader.parse(data, ProxyQueryAnswerErrorEx::read));
            case ProxyQueryAnswerPart.ID -> part(TlReader.parse(data, ProxyQueryAnswerPart::read));
            case ProxyQueryAnswer.ID -> first(TlReader.parse(data, ProxyQueryAnswer::read));
            case ProxyQueryAnswerError.ID -> error(TlReader.parse(data, ProxyQueryAnswerError::read));
            case ProxyQueryAnswerPartError.ID -> partError(TlReader.parse(data, ProxyQueryAnswerPartError::read));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void firstEx(ProxyQueryAnswerEx answer) {
        WorkerCall call = calls.get(answer.requestId());
        if (call != null) {
            call.first(answer.answer(), completed(answer.finalInfo()));
        }
    }

    private void partEx(ProxyQueryAnswerPartEx answer) {
        WorkerCall call = calls.get(answer.requestId());
        if (call != null) {
            call.part(answer.answer(), completed(answer.finalInfo()));
        }
    }

    private void errorEx(ProxyQueryAnswerErrorEx answer) {
        fail(answer.requestId(), answer.errorCode(), answer.error(), AnswerInfo.of(answer.finalInfo()));
    }

    private void first(ProxyQueryAnswer answer) {
        WorkerCall call = calls.get(answer.requestId());
        if (call != null) {
            call.first(answer.answer(), completed(answer.isCompleted(), answer.tokensUsed()));
        }
    }

    private void part(ProxyQueryAnswerPart answer) {
        WorkerCall call = calls.get(answer.requestId());
        if (call != null) {
            call.part(answer.answer(), completed(answer.isCompleted(), answer.tokensUsed()));
        }
    }

    private void error(ProxyQueryAnswerError answer) {
        fail(answer.requestId(), answer.errorCode(), answer.error(), AnswerInfo.none());
    }

    private void partError(ProxyQueryAnswerPartError answer) {
        fail(answer.requestId(), answer.errorCode(), answer.error(), AnswerInfo.none());
    }

    private void fail(Hash256 id, int code, String message, AnswerInfo info) {
        WorkerCall call = calls.get(id);
        if (call != null) {
            call.error(code, message, info);
        }
    }

    private static @Nullable AnswerInfo completed(@Nullable ProxyQueryFinalInfo info) {
        return info == null ? null : AnswerInfo.of(info);
    }

    private static @Nullable AnswerInfo completed(boolean isCompleted, TokensUsed tokens) {
        return isCompleted ? new AnswerInfo(tokens, null, null, null) : null;
    }
}
