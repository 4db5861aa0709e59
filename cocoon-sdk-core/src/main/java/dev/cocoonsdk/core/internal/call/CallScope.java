package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.policy.Scheduler;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call of the caller while it runs, with everything that its requests share: the total deadline, the price cap, cancellation. A
 * plain call makes one request in it, a task such as a summary of a long text makes many. Thread-safe.
 *
 * @param <E> the events that the caller gets
 */
public final class CallScope<E> {

    private static final Duration LEAST = Duration.ofMillis(1);

    private final CallEngine engine;
    private final CallOptions options;
    private final @Nullable Consumer<? super E> sink;
    private final long startedAt;
    private final Spending spending;
    private final Set<SingleCall<?, ?>> running = new LinkedHashSet<>();
    private Acceptance endedAcceptance = Acceptance.NOT_ACCEPTED;
    private boolean over;

    CallScope(CallEngine engine, CallOptions options, @Nullable Consumer<? super E> sink) {
        this.engine = engine;
        this.options = options;
        this.sink = sink;
        this.startedAt = engine.scheduler().nanoTime();
        this.spending = new Spending(priceCap().maxPrice());
    }

    /**
     * Makes one request. Cancelling the future cancels it; so does the end of this scope.
     *
     * @param events gets its events, on a thread of the transport; only called if {@link #isStreaming()}
     * @return completes on a thread of the transport
     */
    public <F, R> CompletableFuture<R> run(Operation<F, R> operation, Consumer<? super F> events, Part part) {
        SingleCall<F, R> call = new SingleCall<>(this, operation, events, part);
        boolean late;
        synchronized (this) {
            late = over;
            if (!late) {
                running.add(call);
            }
        }
        if (late) {
            return CompletableFuture.failedFuture(
                    new CallCancelledException("the call has ended", null, Acceptance.NOT_ACCEPTED));
        }
        call.start();
        return call.future();
    }

    /** Delivers an event to the caller if it asked for events. */
    public void emit(E event) {
        Consumer<? super E> to = sink;
        if (to == null) {
            return;
        }
        synchronized (this) {
            if (over) {
                return;
            }
        }
        to.accept(event);
    }

    /** Whether the caller gets events; if not, attempts may also be repeated after their first event. */
    public boolean isStreaming() {
        return sink != null;
    }

    /** The models of the server, at most half a minute old. Fails as the request for them does. */
    public CompletableFuture<ModelList> catalog() {
        return engine.catalog().get(this);
    }

    /** Whether the server honours idempotency keys, which only its model list tells. */
    CompletableFuture<Boolean> honoursKeys() {
        return engine.mayHonourKeys()
                ? catalog().thenApply(ModelCatalog::honoursKeys)
                : CompletableFuture.completedFuture(false);
    }

    /** As {@link #catalog()}, but null if the server does not give one, whatever the reason; that is remembered as long as a list. */
    public CompletableFuture<@Nullable ModelList> catalogIfAny() {
        return engine.catalog().find(this);
    }

    /**
     * The model to use: what the request says, else the client's default, else the only model of the server for the task.
     *
     * @param requested what the request says, or null
     * @param task such as {@code summarize}
     * @return fails with {@link UnknownModelException} if the server has none or several, and as {@link #catalog()} does if it cannot be
     *     asked
     */
    public CompletableFuture<ModelId> model(@Nullable ModelId requested, String task) {
        ModelId model = requested == null ? engine.defaultModel() : requested;
        return model != null
                ? CompletableFuture.completedFuture(model)
                : engine.catalog().only(this, task);
    }

    /** Since the start of the call. */
    public Duration elapsed() {
        return Duration.ofNanos(engine.scheduler().nanoTime() - startedAt);
    }

    /** Who besides the two ends can read a request. */
    Confidentiality confidentiality(TransportRequest request) {
        return engine.settings().transport().confidentiality(request);
    }

    /** What may still be spent, or null if the call has no price cap. */
    public @Nullable NanoTon left() {
        return spending.isCapped() ? NanoTon.of(spending.left()) : null;
    }

    /** What is left of the total deadline, at least 1 ms. */
    public Duration remaining() {
        Duration left = deadlines().total().minus(elapsed());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** The deadlines of this call. */
    public Deadlines deadlines() {
        return options.deadlines() == null ? engine.settings().deadlines() : options.deadlines();
    }

    PriceCap priceCap() {
        return options.priceCap() == null ? engine.settings().priceCap() : options.priceCap();
    }

    RetryPolicy retries() {
        return options.retries() == null ? engine.settings().retries() : options.retries();
    }

    Spending spending() {
        return spending;
    }

    @Nullable
    String idempotencyKey() {
        return options.idempotencyKey();
    }

    boolean repeatsAtOwnRisk() {
        return options.repeatAtOwnRisk();
    }

    List<Header> headers() {
        return options.headers();
    }

    Scheduler scheduler() {
        return engine.scheduler();
    }

    RandomGenerator random() {
        return engine.random();
    }

    Interceptor.Chain chain() {
        return engine.chain();
    }

    synchronized void ended(SingleCall<?, ?> call, Acceptance known) {
        running.remove(call);
        endedAcceptance = endedAcceptance.worst(known);
    }

    /** What is known about the other side until now, over all requests. */
    synchronized Acceptance acceptance() {
        Acceptance worst = endedAcceptance;
        for (SingleCall<?, ?> call : running) {
            worst = worst.worst(call.counted(call.acceptance()));
        }
        return worst;
    }

    /** The failures that were repeated so far, in requests that still run. */
    synchronized List<CocoonException> pendingFailures() {
        return running.stream().flatMap(call -> call.failures().stream()).toList();
    }

    /** Ends the scope: no event and no request from now on, and what runs is cancelled. */
    void end() {
        List<SingleCall<?, ?>> left;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            left = List.copyOf(running);
        }
        left.forEach(call -> call.cancel("the call has ended"));
    }
}
