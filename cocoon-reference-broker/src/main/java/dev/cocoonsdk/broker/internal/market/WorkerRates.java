package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.network.stats.RateCounter;
import java.util.function.LongSupplier;

/**
 * What a worker did lately, for {@code worker_connections} of {@code /jsonstats} ({@code docs/protocol/http-api.md} 5.2). Thread-safe.
 */
public final class WorkerRates {

    private static final int TEN_MINUTES = 3;

    private final RateCounter queries;
    private final RateCounter success;
    private final RateCounter time;
    private final RateCounter workerTime;

    WorkerRates(LongSupplier nanoTime) {
        queries = new RateCounter(nanoTime);
        success = new RateCounter(nanoTime);
        time = new RateCounter(nanoTime);
        workerTime = new RateCounter(nanoTime);
    }

    void count(Outcome outcome) {
        queries.increment();
        success.add(outcome.success() ? 1 : 0);
        time.add(outcome.seconds());
        workerTime.add(outcome.workerSeconds());
    }

    Lately lately() {
        return new Lately(
                queries.perSecond(TEN_MINUTES),
                time.perSecond(TEN_MINUTES),
                workerTime.perSecond(TEN_MINUTES),
                success.perSecond(TEN_MINUTES));
    }

    /**
     * How a request ended at a worker.
     *
     * @param success whether its answer is complete
     * @param seconds how long it took
     * @param workerSeconds how long the worker says that it took, 0 if it does not say
     */
    record Outcome(boolean success, double seconds, double workerSeconds) {}

    /**
     * Rates per second over ten minutes.
     *
     * @param queries requests
     * @param queriesTime seconds that they took
     * @param workerQueriesTime seconds as the worker says
     * @param queriesSuccess complete answers
     */
    public record Lately(double queries, double queriesTime, double workerQueriesTime, double queriesSuccess) {

        static final Lately NOTHING = new Lately(0, 0, 0, 0);
    }
}
