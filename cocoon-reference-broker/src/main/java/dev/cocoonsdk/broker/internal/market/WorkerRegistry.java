package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.Endpoint;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.network.ErrorCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which workers are there, and which one gets a request.
 *
 * <p>Among the enabled workers of the model that serve the endpoint, have a free place and cost at most what the caller allows,
 * the one with the lowest share of its places in use is taken; of equals the cheapest; of those the one that was not chosen
 * for the longest time. A sealed request goes only to workers that announced one of its recipients' keys, if such are connected. (The reference
 * prefers the oldest connection; nothing on the wire depends on it, {@code docs/protocol/wire.md} 16, line 13.)
 *
 * <p>Thread-safe: one lock guards the registry and its workers. A model that was offered once stays known; of those without
 * workers, the latest 1000.
 */
public final class WorkerRegistry {

    /** Places of one connection that are used at most, however many a worker announces: each may hold an answer in memory. */
    public static final int MAX_CAPACITY = 10_000;

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MAX_DESERTED = 1000;
    private static final int MAX_NAMED = 100;

    private final long pricePerToken;
    private final LongSupplier nanoTime;
    private final SortedMap<String, List<Worker>> models = new TreeMap<>();
    private final Set<String> deserted = new LinkedHashSet<>();
    private int size;
    private long lastId;
    private long lastChoice;

    /**
     * @param pricePerToken nanoton a token, for the price in errors
     * @param nanoTime monotonic clock in nanoseconds, for rates
     */
    public WorkerRegistry(long pricePerToken, LongSupplier nanoTime) {
        this.pricePerToken = pricePerToken;
        this.nanoTime = nanoTime;
    }

    /**
     * A worker that passed the connection checks; disabled until {@link #setEnabled}.
     *
     * @param image hash of what it runs; zero if it is not attested
     */
    public synchronized Worker add(
            ModelId model, int capacity, int coefficient, TokenCounter account, WorkerSession session, Hash256 image) {
        int places = Math.min(capacity, MAX_CAPACITY);
        Worker worker = new Worker(++lastId, model, places, coefficient, account, session, image);
        models.computeIfAbsent(model.value(), name -> new ArrayList<>(1)).add(worker);
        deserted.remove(model.value());
        size++;
        return worker;
    }

    /** The connection is gone. */
    public synchronized void remove(Worker worker) {
        worker.enabled = false;
        String model = worker.model.value();
        List<Worker> workers = models.get(model);
        if (workers != null && workers.remove(worker)) {
            size--;
            if (workers.isEmpty()) {
                desert(model);
            }
        }
    }

    /** Names are the peers' choice: of those that nobody offers any more only the latest stay known. */
    private void desert(String model) {
        deserted.add(model);
        if (deserted.size() > MAX_DESERTED) {
            String oldest = deserted.iterator().next();
            deserted.remove(oldest);
            models.remove(oldest);
        }
    }

    /** The worker takes requests from now on, or does not. */
    public synchronized void setEnabled(Worker worker, boolean enabled) {
        worker.enabled = enabled;
    }

    /** The root configuration has changed: asks of every worker whether it is still allowed ({@code docs/protocol/wire.md} 8.4). */
    public synchronized void checkAgain() {
        models.values().forEach(workers -> workers.forEach(worker -> worker.allowed = worker.session.isAllowed()));
    }

    /** As {@link #checkAgain()} for one worker, whose verdict is over. */
    public synchronized void checkAgain(Worker worker) {
        worker.allowed = worker.session.isAllowed();
    }

    /** The worker takes what is sent to it, or so much waits that it gets nothing more. */
    public synchronized void setReading(Worker worker, boolean reading) {
        worker.reading = reading;
    }

    /** The worker's price coefficient in 1/1000. */
    public synchronized void setCoefficient(Worker worker, int coefficient) {
        worker.coefficient = coefficient;
    }

    /** What the worker announced in its hello. */
    public synchronized void setCapabilities(Worker worker, Capabilities capabilities) {
        worker.capabilities = capabilities;
    }

    /**
     * What the worker seals with from now on; what it announced before still opens requests for as long as it was endorsed.
     *
     * @param sealing null if it announced nothing that could be read
     */
    public synchronized void setSealing(Worker worker, @Nullable SealingKeys sealing, Instant now) {
        SealingKeys before = worker.sealing;
        worker.sealing = sealing == null || before == null ? sealing : sealing.after(before, now);
    }

    /** The worker had time enough for a hello: without one, it is unmodified. */
    public synchronized void expectNoHello(Worker worker) {
        if (worker.capabilities.equals(Capabilities.UNKNOWN)) {
            worker.capabilities = Capabilities.UNMODIFIED;
        }
    }

    /**
     * Chooses a worker and takes one of its places; give it back with {@link #release}.
     *
     * @param terms model, endpoint, price cap and recipients of the request
     * @param tried workers that are not wanted again
     * @throws ApiException if there is none: unknown model, unsupported endpoint, price too high or no capacity
     */
    public synchronized Worker choose(Terms terms, Set<Worker> tried) {
        String model = terms.model();
        Endpoint endpoint = terms.endpoint();
        List<Worker> workers = models.get(model);
        if (workers == null) {
            throw ApiError.unknownModel(
                            model, models.keySet().stream().limit(MAX_NAMED).toList())
                    .toException();
        }
        boolean holders =
                workers.stream().anyMatch(worker -> worker.isRouted() && worker.holdsOneOf(terms.recipients()));
        Worker best = null;
        int cheapest = -1;
        int serving = 0;
        for (Worker worker : workers) {
            boolean serves = endpoint == null || worker.capabilities.serves(endpoint);
            serving += serves ? 1 : 0;
            boolean candidate = serves
                    && worker.isFree()
                    && !tried.contains(worker)
                    && (!holders || worker.holdsOneOf(terms.recipients()));
            if (candidate && worker.coefficient > terms.maxCoefficient()) {
                cheapest = cheapest < 0 ? worker.coefficient : Math.min(cheapest, worker.coefficient);
            } else if (candidate && (best == null || worker.isBetterThan(best))) {
                best = worker;
            }
        }
        if (best == null) {
            throw none(model, endpoint, !workers.isEmpty(), serving, cheapest).toException();
        }
        best.running++;
        best.lastChosen = ++lastChoice;
        return best;
    }

    private ApiError none(String model, @Nullable Endpoint endpoint, boolean anybody, int serving, int cheapest) {
        if (cheapest >= 0) {
            return priceTooHigh(cheapest);
        } else if (endpoint != null && anybody && serving == 0) {
            return ApiError.unsupportedByModel(endpoint.path(), modelsServing(endpoint));
        }
        String problem = anybody ? "All workers of " : "No worker is connected for ";
        return ApiError.of(
                        ErrorKind.NO_CAPACITY,
                        problem + model + (anybody ? " are busy or switched off." : "."),
                        "Try again after the time in Retry-After, or use another model.")
                .retryAfter(RETRY)
                .network(
                        ErrorCodes.NOT_READY,
                        (anybody ? "no ready workers for model " : "no workers for model ") + model);
    }

    /** The refusal that names the price at which it would have worked. */
    ApiError priceTooHigh(int coefficient) {
        return ApiError.priceTooHigh(coefficient, (pricePerToken * coefficient + 999) / 1000);
    }

    /** Gives a place back at which nothing ran. */
    synchronized void giveBack(Worker worker) {
        worker.running--;
    }

    /** Gives a place back. */
    synchronized void release(Worker worker, WorkerRates.Outcome outcome) {
        worker.running--;
        worker.finished += outcome.success() ? 1 : 0;
        worker.failed += outcome.success() ? 0 : 1;
        if (worker.rates == null) {
            worker.rates = new WorkerRates(nanoTime);
        }
        worker.rates.count(outcome);
    }

    private List<String> modelsServing(Endpoint endpoint) {
        return models.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(worker -> worker.capabilities.serves(endpoint)))
                .map(Map.Entry::getKey)
                .limit(MAX_NAMED)
                .toList();
    }

    /** Every known model, by name, with its enabled workers, the cheapest first. */
    public synchronized List<Listing> listings() {
        List<Listing> result = new ArrayList<>();
        models.forEach((model, workers) -> result.add(listing(ModelId.of(model), workers)));
        return result;
    }

    private static Listing listing(ModelId model, List<Worker> workers) {
        List<Offer> offers = workers.stream()
                .filter(Worker::isRouted)
                .sorted(Comparator.comparingInt((Worker worker) -> worker.coefficient)
                        .thenComparingLong(worker -> worker.id))
                .map(worker -> new Offer(worker.coefficient, worker.running, worker.capacity, worker.sealing))
                .toList();
        Capabilities announced = workers.stream()
                .filter(worker -> worker.isRouted() && worker.capabilities.announced())
                .map(worker -> worker.capabilities)
                .findFirst()
                .orElse(null);
        return new Listing(model, offers, announced);
    }

    /** How many workers are connected. */
    public synchronized int size() {
        return size;
    }

    /** All connected workers, for statistics. */
    public List<Status> statuses() {
        return copies().stream().map(Copy::status).toList();
    }

    private synchronized List<Copy> copies() {
        List<Copy> result = new ArrayList<>(size);
        models.values().forEach(workers -> workers.forEach(worker -> result.add(Copy.of(worker))));
        return result;
    }

    /** What may change of a worker, taken under the lock; its rates are added up without it. */
    private record Copy(
            Worker worker,
            int coefficient,
            int running,
            boolean enabled,
            long finished,
            long failed,
            @Nullable WorkerRates rates) {

        static Copy of(Worker worker) {
            return new Copy(
                    worker,
                    worker.coefficient,
                    worker.running,
                    worker.isRouted(),
                    worker.finished,
                    worker.failed,
                    worker.rates);
        }

        Status status() {
            return new Status(
                    worker.account,
                    worker.model,
                    coefficient,
                    running,
                    worker.capacity,
                    enabled,
                    finished,
                    failed,
                    worker.image,
                    rates == null ? WorkerRates.Lately.NOTHING : rates.lately());
        }
    }

    /**
     * A model and who serves it.
     *
     * @param announced what the first worker with a hello announced, or null if there is none
     */
    public record Listing(
            ModelId model, List<Offer> workers, @Nullable Capabilities announced) {}

    /**
     * One worker's price, load and keys.
     *
     * @param sealing null if it takes no sealed requests
     */
    public record Offer(
            int coefficient,
            int running,
            int capacity,
            @Nullable SealingKeys sealing) {}

    /**
     * One connected worker.
     *
     * @param image hash of what it runs; zero if it is not attested
     */
    public record Status(
            TokenCounter account,
            ModelId model,
            int coefficient,
            int running,
            int capacity,
            boolean enabled,
            long finished,
            long failed,
            Hash256 image,
            WorkerRates.Lately lately) {}
}
