package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.stats.RateCounter;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The counters of {@code /jsonstats} ({@code docs/protocol/http-api.md} 5.3). A failed request is counted once. Thread-safe. */
public final class RequestStats {

    private static final double NANOS_PER_SECOND = 1e9;

    private final RateCounter queries;
    private final RateCounter success;
    private final RateCounter failed;
    private final RateCounter bytesReceived;
    private final RateCounter bytesSent;
    private final RateCounter time;
    private final RateCounter total;
    private final RateCounter prompt;
    private final RateCounter cached;
    private final RateCounter completion;
    private final RateCounter reasoning;

    /**
     * Counters at zero.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RequestStats(LongSupplier nanoTime) {
        queries = new RateCounter(nanoTime);
        success = new RateCounter(nanoTime);
        failed = new RateCounter(nanoTime);
        bytesReceived = new RateCounter(nanoTime);
        bytesSent = new RateCounter(nanoTime);
        time = new RateCounter(nanoTime);
        total = new RateCounter(nanoTime);
        prompt = new RateCounter(nanoTime);
        cached = new RateCounter(nanoTime);
        completion = new RateCounter(nanoTime);
        reasoning = new RateCounter(nanoTime);
    }

    void began(long bytes) {
        queries.increment();
        bytesReceived.add(bytes);
    }

    void refused() {
        failed.increment();
    }

    void ended(boolean served, TokensUsed tokens, long bytes, Duration duration) {
        (served ? success : failed).increment();
        bytesSent.add(bytes);
        time.add(duration.toNanos() / NANOS_PER_SECOND);
        total.add(tokens.totalTokensUsed());
        prompt.add(tokens.promptTokensUsed());
        cached.add(tokens.cachedTokensUsed());
        completion.add(tokens.completionTokensUsed());
        reasoning.add(tokens.reasoningTokensUsed());
    }

    /** The member {@code stats}. */
    public JsonObject toJson() {
        return JsonValue.object(
                "queries", queries.toJson(),
                "success", success.toJson(),
                "failed", failed.toJson(),
                "bytes_received", bytesReceived.toJson(),
                "bytes_sent", bytesSent.toJson(),
                "time", time.toJson(),
                "total_adjusted_tokens_used", total.toJson(),
                "prompt_adjusted_tokens_used", prompt.toJson(),
                "cached_adjusted_tokens_used", cached.toJson(),
                "completion_adjusted_tokens_used", completion.toJson(),
                "reasoning_adjusted_tokens_used", reasoning.toJson());
    }
}
