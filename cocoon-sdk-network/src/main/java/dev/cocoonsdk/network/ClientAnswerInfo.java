package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ClientQueryFinalInfo;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended, as the proxy tells its client ({@code docs/protocol/wire.md} 9.4).
 *
 * @param tokens adjusted tokens; all zero for a failure
 * @param proxyStart when the proxy began, null if not told (protocol below 2)
 * @param proxyEnd when the proxy ended, null if not told
 * @param workerStart when the worker began, null if not told
 * @param workerEnd when the worker ended, null if not told
 * @param workerDebug JSON text of at most 2^20 characters, sent only if the request asked for it; not part of {@link #toString()}
 * @param proxyDebug the same of the proxy
 */
public record ClientAnswerInfo(
        TokensUsed tokens,
        @Nullable Instant proxyStart,
        @Nullable Instant proxyEnd,
        @Nullable Instant workerStart,
        @Nullable Instant workerEnd,
        @Nullable String workerDebug,
        @Nullable String proxyDebug) {

    private static final int DEBUG = 1;
    private static final int TIMES = 2;

    /**
     * What a proxy passes on of a worker's end.
     *
     * @param tokens what is charged
     * @param start when the proxy took the request
     * @param end when the proxy saw its end
     * @param worker what the worker told; its tokens are not looked at
     * @param proxyDebug JSON text, null if not wanted
     */
    public static ClientAnswerInfo of(
            TokensUsed tokens, Instant start, Instant end, AnswerInfo worker, @Nullable String proxyDebug) {
        return new ClientAnswerInfo(tokens, start, end, worker.start(), worker.end(), worker.debug(), proxyDebug);
    }

    /** An end without tokens that no worker saw: a rejection by the proxy. */
    public static ClientAnswerInfo ofProxy(Instant start, Instant end) {
        return of(AnswerInfo.NO_TOKENS, start, end, AnswerInfo.none(), null);
    }

    ClientAnswerInfo withoutTokens() {
        return new ClientAnswerInfo(
                AnswerInfo.NO_TOKENS, proxyStart, proxyEnd, workerStart, workerEnd, workerDebug, proxyDebug);
    }

    /** The worker's part, for failures. */
    AnswerInfo worker() {
        return new AnswerInfo(tokens, workerStart, workerEnd, workerDebug);
    }

    static ClientAnswerInfo of(TokensUsed tokens) {
        return new ClientAnswerInfo(tokens, null, null, null, null, null, null);
    }

    static ClientAnswerInfo of(ClientQueryFinalInfo info) {
        return new ClientAnswerInfo(
                info.tokensUsed(),
                AnswerInfo.instant(info.proxyStartTime()),
                AnswerInfo.instant(info.proxyEndTime()),
                AnswerInfo.instant(info.workerStartTime()),
                AnswerInfo.instant(info.workerEndTime()),
                info.workerDebug(),
                info.proxyDebug());
    }

    /** Always complete: the reference's client reads every field that its flag announces without a look (wire.md 9.7). */
    ClientQueryFinalInfo toTl(int protocol, boolean debugWanted) {
        boolean times = protocol >= 2;
        return new ClientQueryFinalInfo(
                (debugWanted ? DEBUG : 0) | (times ? TIMES : 0),
                tokens,
                debugWanted ? debug(workerDebug) : null,
                debugWanted ? debug(proxyDebug) : null,
                times ? AnswerInfo.seconds(proxyStart) : 0,
                times ? AnswerInfo.seconds(proxyEnd) : 0,
                times ? AnswerInfo.seconds(workerStart) : 0,
                times ? AnswerInfo.seconds(workerEnd) : 0);
    }

    private static String debug(@Nullable String text) {
        return text != null && text.length() <= AnswerInfo.LONGEST_DEBUG ? text : "";
    }

    @Override
    public String toString() {
        return "ClientAnswerInfo[" + tokens + ", proxy " + proxyStart + " to " + proxyEnd + ", worker " + workerStart
                + " to " + workerEnd + "]";
    }
}
