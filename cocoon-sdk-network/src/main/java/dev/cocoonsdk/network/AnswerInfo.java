package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ProxyQueryFinalInfo;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended at the worker ({@code docs/protocol/wire.md} 9.5).
 *
 * @param tokens adjusted tokens; all zero for a failure
 * @param start when the worker began, null if not told (protocol below 2)
 * @param end when the worker ended, null if not told
 * @param debug JSON text of at most 2^20 characters, sent only if the request asked for it; not part of {@link #toString()}
 */
public record AnswerInfo(
        TokensUsed tokens,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable String debug) {

    /** No tokens. */
    public static final TokensUsed NO_TOKENS = new TokensUsed(0, 0, 0, 0, 0);

    private static final int DEBUG = 1;
    private static final int TIMES = 2;
    private static final double LATEST = 1e11;
    static final int LONGEST_DEBUG = 1 << 20;

    /** Tokens and times without debug text. */
    public static AnswerInfo of(TokensUsed tokens, Instant start, Instant end) {
        return new AnswerInfo(tokens, start, end, null);
    }

    /** An end without tokens and times. */
    static AnswerInfo none() {
        return new AnswerInfo(NO_TOKENS, null, null, null);
    }

    AnswerInfo withoutTokens() {
        return new AnswerInfo(NO_TOKENS, start, end, debug);
    }

    ProxyQueryFinalInfo toTl(int protocol, boolean debugWanted) {
        String text = debugWanted && debug != null && debug.length() <= LONGEST_DEBUG ? debug : null;
        boolean times = protocol >= 2;
        return new ProxyQueryFinalInfo(
                (text == null ? 0 : DEBUG) | (times ? TIMES : 0),
                tokens,
                text,
                times ? seconds(start) : 0,
                times ? seconds(end) : 0);
    }

    static AnswerInfo of(@Nullable ProxyQueryFinalInfo info) {
        return info == null
                ? none()
                : new AnswerInfo(
                        info.tokensUsed(),
                        instant(info.workerStartTime()),
                        instant(info.workerEndTime()),
                        info.workerDebug());
    }

    static double seconds(@Nullable Instant instant) {
        return instant == null ? 0 : instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    static @Nullable Instant instant(double seconds) {
        if (!(seconds > 0 && seconds < LATEST)) {
            return null;
        }
        long whole = (long) seconds;
        return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e9));
    }

    @Override
    public String toString() {
        return "AnswerInfo[" + tokens + ", start=" + start + ", end=" + end + "]";
    }
}
