package dev.cocoonsdk.network.client;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Totals of a network. Thread-safe. */
final class Counters {

    private final LongAdder queries = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void sent(int bodyBytes) {
        queries.increment();
        bytesSent.add(bodyBytes);
    }

    void received(int bodyBytes) {
        bytesReceived.add(bodyBytes);
    }

    void ended(boolean complete, long tookNanos) {
        (complete ? succeeded : failed).increment();
        nanos.add(tookNanos);
    }

    NetworkStatus.Counters snapshot() {
        return new NetworkStatus.Counters(
                queries.sum(),
                succeeded.sum(),
                failed.sum(),
                bytesSent.sum(),
                bytesReceived.sum(),
                Duration.ofNanos(nanos.sum()));
    }
}
