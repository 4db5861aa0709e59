package dev.cocoonsdk.broker.internal.market;

import java.util.concurrent.atomic.LongAdder;

/** Counts since start. Thread-safe; each figure alone is exact, together they are of slightly different moments. */
public final class MarketStats {

    final LongAdder queries = new LongAdder();
    final LongAdder success = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder moved = new LongAdder();
    final LongAdder overcharges = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder tokens = new LongAdder();

    /** Counts bytes of an answer. */
    public void countSent(long bytes) {
        bytesSent.add(bytes);
    }

    /** The figures now. */
    public Figures figures() {
        return new Figures(
                queries.sum(),
                success.sum(),
                failed.sum(),
                rejected.sum(),
                cancelled.sum(),
                moved.sum(),
                overcharges.sum(),
                bytesReceived.sum(),
                bytesSent.sum(),
                tokens.sum());
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
