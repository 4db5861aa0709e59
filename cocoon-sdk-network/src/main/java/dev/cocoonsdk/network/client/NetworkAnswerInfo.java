package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The final info of a request ({@code docs/protocol/wire.md} 9.4), normalised for all protocol versions.
 *
 * @param tokens adjusted tokens, none of them negative; all zero for a failure
 * @param cost {@code tokens.totalTokensUsed()} times the price of the root configuration; null if it leaves the range
 * @param proxyStart when the proxy began, null if not told
 * @param proxyEnd when the proxy ended, null if not told
 * @param workerStart when the worker began, null if not told
 * @param workerEnd when the worker ended, null if not told
 * @param proxyDebug JSON text of the proxy, null if not told; not part of {@link #toString()}
 * @param workerDebug JSON text of the worker, null if not told; not part of {@link #toString()}
 */
public record NetworkAnswerInfo(
        TokensUsed tokens,
        @Nullable NanoTon cost,
        @Nullable Instant proxyStart,
        @Nullable Instant proxyEnd,
        @Nullable Instant workerStart,
        @Nullable Instant workerEnd,
        @Nullable String proxyDebug,
        @Nullable String workerDebug) {

    /** Tokens and cost. */
    @Override
    public String toString() {
        return "NetworkAnswerInfo[" + tokens + ", " + cost + "]";
    }
}
