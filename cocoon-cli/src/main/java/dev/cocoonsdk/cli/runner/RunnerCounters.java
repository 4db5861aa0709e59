package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.stats.RateCounter;
import java.util.function.LongSupplier;

/** The counters of {@code docs/protocol/http-api.md} 5.1. Thread-safe. */
final class RunnerCounters {

    private final RateCounter queries;
    private final RateCounter success;
    private final RateCounter failed;
    private final RateCounter bytesReceived;
    private final RateCounter bytesSent;
    private final RateCounter time;

    RunnerCounters(LongSupplier nanoTime) {
        queries = new RateCounter(nanoTime);
        success = new RateCounter(nanoTime);
        failed = new RateCounter(nanoTime);
        bytesReceived = new RateCounter(nanoTime);
        bytesSent = new RateCounter(nanoTime);
        time = new RateCounter(nanoTime);
    }

    void began() {
        queries.increment();
    }

    void received(int bytes) {
        bytesReceived.add(bytes);
    }

    void sent(int bytes) {
        bytesSent.add(bytes);
    }

    void finished(boolean successful, double seconds) {
        (successful ? success : failed).increment();
        time.add(seconds);
    }

    JsonObject toJson() {
        return JsonValue.object(
                "queries", queries.toJson(),
                "success", success.toJson(),
                "failed", failed.toJson(),
                "bytes_received", bytesReceived.toJson(),
                "bytes_sent", bytesSent.toJson(),
                "time", time.toJson());
    }
}
