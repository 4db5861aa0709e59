package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.stats.RateCounter;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts since start. Thread-safe; each figure alone is exact, together they are of slightly different moments. */
public final class MarketStats {

    final RateCounter queries;
    final RateCounter success;
    final RateCounter failed;
    final RateCounter rejected;
    final RateCounter bytesReceived;
    final RateCounter bytesSent;
    final RateCounter tokens;
    final LongAdder cancelled = new LongAdder();
    final LongAdder moved = new LongAdder();
    final LongAdder overcharges = new LongAdder();
    private final RateCounter time;
    private final RateCounter prompt;
    private final RateCounter cached;
    private final RateCounter completion;
    private final RateCounter reasoning;

    /** @param nanoTime monotonic clock in nanoseconds */
    public MarketStats(LongSupplier nanoTime) {
        queries = new RateCounter(nanoTime);
        success = new RateCounter(nanoTime);
        failed = new RateCounter(nanoTime);
        rejected = new RateCounter(nanoTime);
        bytesReceived = new RateCounter(nanoTime);
        bytesSent = new RateCounter(nanoTime);
        tokens = new RateCounter(nanoTime);
        time = new RateCounter(nanoTime);
        prompt = new RateCounter(nanoTime);
        cached = new RateCounter(nanoTime);
        completion = new RateCounter(nanoTime);
        reasoning = new RateCounter(nanoTime);
    }

    /** Counts bytes of an answer. */
    public void countSent(long bytes) {
        bytesSent.add(bytes);
    }

    /** Counts the time that a forwarded request took. */
    void countTime(double seconds) {
        time.add(seconds);
    }

    /**
     * Counts what a request cost.
     *
     * @param reported its kinds as the worker reported them
     * @param charged what is charged in all
     */
    void countTokens(TokensUsed reported, long charged) {
        tokens.add(charged);
        prompt.add(reported.promptTokensUsed());
        cached.add(reported.cachedTokensUsed());
        completion.add(reported.completionTokensUsed());
        reasoning.add(reported.reasoningTokensUsed());
    }

    /** The member {@code stats} of {@code /jsonstats} ({@code docs/protocol/http-api.md} 5.2). */
    public JsonObject toJson() {
        return JsonValue.object(
                "queries", queries.toJson(),
                "success", success.toJson(),
                "failed", failed.toJson(),
                "rejected", rejected.toJson(),
                "bytes_received", bytesReceived.toJson(),
                "bytes_sent", bytesSent.toJson(),
                "time", time.toJson(),
                "total_adjusted_tokens_used", tokens.toJson(),
                "prompt_adjusted_tokens_used", prompt.toJson(),
                "cached_adjusted_tokens_used", cached.toJson(),
                "completion_adjusted_tokens_used", completion.toJson(),
                "reasoning_adjusted_tokens_used", reasoning.toJson());
    }

    /** The figures now. */
    public Figures figures() {
        return new Figures(
                (long) queries.total(),
                (long) success.total(),
                (long) failed.total(),
                (long) rejected.total(),
                cancelled.sum(),
                moved.sum(),
                overcharges.sum(),
                (long) bytesReceived.total(),
                (long) bytesSent.total(),
                (long) tokens.total());
    }

    /**
     * All figures.
     *
     * @param queries requests that were forwarded to a worker
     * @param success of them with a complete answer
     * @param failed of them without
     * @param rejected requests refused before forwarding
     * @param cancelled forwarded requests whose caller went away
     * @param moved times a request was given to another worker
     * @param overcharges answers whose reported tokens exceeded the reservation, which was charged instead
     * @param bytesReceived bytes of forwarded requests
     * @param bytesSent bytes of answers
     * @param tokens adjusted tokens charged, as far as the ledger store has acknowledged them
     */
    public record Figures(
            long queries,
            long success,
            long failed,
            long rejected,
            long cancelled,
            long moved,
            long overcharges,
            long bytesReceived,
            long bytesSent,
            long tokens) {}
}
