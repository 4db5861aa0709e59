package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Proof;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.policy.Scheduler;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request within a call: plans its price, makes attempts, repeats them by {@link RetryRule}, keeps the accounts. The lock guards
 * the fields; attempts, timers and the future are called without it.
 */
final class SingleCall<E, R> implements Attempt.Owner<E, R> {

    private static final Logger LOG = LoggerFactory.getLogger(SingleCall.class);

    private final CallScope<?> scope;
    private final Operation<E, R> operation;
    private final Consumer<? super E> events;
    private final Part part;
    private final long startedAt;
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private final List<CocoonException> earlierFailures = new ArrayList<>();
    private @Nullable Bytes body;
    private volatile @Nullable ModelInfo modelInfo;
    private @Nullable Attempt<E, R> attempt;
    private Scheduler.@Nullable Timer pause;
    private Acceptance earlierAcceptance = Acceptance.NOT_ACCEPTED;
    private int attempts;
    private long held;
    private long reported;
    private long budget = Long.MAX_VALUE;
    private PricePlan plan = new PricePlan(QueryLimits.DEFAULT_MAX_COEFFICIENT, 0);
    private boolean over;
    private volatile Confidentiality confidentiality = Confidentiality.NONE;
    private volatile boolean delivered;
    private volatile @Nullable Duration firstToken;

    SingleCall(CallScope<?> scope, Operation<E, R> operation, Consumer<? super E> events, Part part) {
        this.scope = scope;
        this.operation = operation;
        this.events = events;
        this.part = part;
        this.startedAt = scope.scheduler().nanoTime();
        CompletableFuture<R> unused = future.whenComplete((value, error) -> cancel("the call was cancelled"));
    }

    CompletableFuture<R> future() {
        return future;
    }

    void start() {
        ModelId model = operation.model();
        if (!isPriced() || operation.isFree() || model == null) {
            attempt();
            return;
        }
        CompletableFuture<ModelList> unused = scope.catalog().whenComplete((list, failure) -> {
            if (failure != null) {
                finish(CallRun.unwrap(failure));
                return;
            }
            try {
                modelInfo = ModelCatalog.priced(list, model);
            } catch (CocoonException e) {
                finish(e);
                return;
            }
            attempt();
        });
    }

    private boolean isPriced() {
        return scope.spending().isCapped() || part.maxPrice() != null;
    }

    private void attempt() {
        Attempt<E, R> next;
        TransportRequest request;
        try {
            synchronized (this) {
                if (over) {
                    return;
                }
                request = prepare();
                attempts++;
                confidentiality = scope.confidentiality(request);
                next = newAttempt(request);
                attempt = next;
            }
        } catch (RuntimeException e) {
            finish(e);
            return;
        }
        next.start(scope.chain(), request);
    }

    private Attempt<E, R> newAttempt(TransportRequest request) {
        ErrorMapper errors = new ErrorMapper(operation.model(), operation.path(), request.body());
        return new Attempt<>(
                this,
                scope.deadlines(),
                scope.scheduler(),
                sink -> new AnswerBody<>(operation.newReader(errors), errors, sink),
                this::event);
    }

    private void event(E event) {
        if (firstToken == null) {
            firstToken = elapsed();
        }
        if (scope.isStreaming()) {
            delivered = true;
            events.accept(event);
        }
    }

    private TransportRequest prepare() {
        Bytes bytes = body == null ? operation.body(isPriced()) : body;
        body = bytes;
        planPrice(bytes.length());
        List<Header> headers = new ArrayList<>(scope.headers());
        headers.add(new Header("Accept", operation.accept()));
        if (!bytes.isEmpty()) {
            headers.add(new Header("Content-Type", operation.contentType()));
        }
        return new TransportRequest(
                operation.method(),
                operation.path(),
                headers,
                bytes,
                operation.model(),
                new QueryLimits(operation.maxTokens(), plan.maxCoefficient(), scope.remaining()),
                idempotencyKey(),
                scope.deadlines().connect());
    }

    private @Nullable String idempotencyKey() {
        String key = scope.idempotencyKey();
        if (key == null || operation.isFree()) {
            return null;
        }
        return part.name().isEmpty() ? key : key + "." + part.name();
    }

    /** Plans the next attempt within what the call and the part may still cost; what is held for this request already counts as left. */
    private void planPrice(int bodyBytes) {
        if (operation.isFree()) {
            return;
        }
        scope.spending().settle(held, 0);
        held = 0;
        long left = scope.spending().left();
        budget = part.maxPrice() == null ? left : Math.min(left, part.maxPrice().value());
        if (isPriced() && budget == 0) {
            throw new PriceTooHighException("the price cap is used up", null, null, Acceptance.NOT_ACCEPTED);
        }
        plan = PricePlan.of(scope.priceCap(), modelInfo, operation.maxTokens(), bodyBytes, budget);
        if (!scope.spending().tryHold(plan.worstCase())) {
            throw new PriceTooHighException(
                    "another part of the call holds the rest of the price cap", null, null, Acceptance.NOT_ACCEPTED);
        }
        held = plan.worstCase();
    }

    @Override
    public synchronized void used(@Nullable Usage usage) {
        if (usage != null && usage.cost() != null) {
            reported = Math.max(reported, usage.cost().value());
        }
    }

    @Override
    public synchronized void progressed(AnswerReader<E, R> reader) {
        if (reported > budget && !reader.isComplete()) {
            throw new PriceTooHighException(
                    "the answer's cost went over the price cap before its end", null, null, Acceptance.ACCEPTED);
        }
    }

    @Override
    public boolean needsProof() {
        return confidentiality == Confidentiality.SEALED_TO_PROVIDER;
    }

    @Override
    public void succeeded(AnswerReader<E, R> reader, @Nullable FinalInfo info) {
        Proof proof = info == null ? null : info.proof();
        if (proof == null && needsProof()) {
            failed(new ProtocolViolationException("the transport shows no proof", null, Acceptance.ACCEPTED));
            return;
        }
        Duration first = firstToken;
        CallInfo call = new CallInfo(
                new Timings(first, elapsed()),
                attemptsMade(),
                new Verification(confidentiality, proof == null ? List.of() : List.of(proof)),
                info == null ? null : info.cost());
        R result;
        try {
            result = reader.finish(call);
        } catch (RuntimeException | Error e) {
            failed(e);
            return;
        }
        if (end()) {
            settle(cost(call.usage(reader.usage())));
            scope.retries().budget().onSuccess();
            scope.ended(this, counted(Acceptance.ACCEPTED));
            future.complete(result);
        }
    }

    /** What an answer cost: as reported, else by the price list at the highest coefficient that was allowed. */
    private long cost(Usage usage) {
        if (usage.cost() != null) {
            return usage.cost().value();
        }
        ModelInfo info = modelInfo;
        return info == null || info.pricing() == null
                ? 0
                : info.pricing().cost(usage, plan.maxCoefficient()).value();
    }

    @Override
    public void failed(Throwable problem) {
        if (!(problem instanceof CocoonException error)) {
            finish(problem);
            return;
        }
        synchronized (this) {
            if (over) {
                return;
            }
            earlierAcceptance = earlierAcceptance.worst(error.lastAttemptAcceptance());
            attempt = null;
        }
        boolean asks = idempotencyKey() != null
                && error.lastAttemptAcceptance() != Acceptance.NOT_ACCEPTED
                && RetryRule.mayRepeat(error, true, delivered);
        if (!asks) {
            decide(error, false);
            return;
        }
        CompletableFuture<Void> unused = scope.honoursKeys()
                .handle((honoured, failure) -> failure == null && honoured)
                .thenAccept(honoured -> decide(error, honoured));
    }

    private void decide(CocoonException error, boolean keyHonoured) {
        Duration delay = accountFor(error, keyHonoured) ? delayOfRepeat(error, keyHonoured) : null;
        if (delay == null) {
            finish(error);
            return;
        }
        LOG.debug(
                "attempt {} of {} {} failed ({}), next in {} ms",
                attemptsMade(),
                operation.method(),
                operation.path(),
                error.getClass().getSimpleName(),
                delay.toMillis());
        synchronized (this) {
            if (over) {
                return;
            }
            earlierFailures.add(error);
            pause = scope.scheduler().schedule(delay, this::attempt);
        }
    }

    /**
     * Books a failed attempt: nothing if it was not accepted; the worst case stays held if an honoured key makes a repeat cost nothing more, else
     * counts as spent. False if the call is over.
     */
    private synchronized boolean accountFor(CocoonException error, boolean keyHonoured) {
        if (over) {
            return false;
        }
        if (error.lastAttemptAcceptance() == Acceptance.NOT_ACCEPTED) {
            settle(0);
        } else if (!keyHonoured) {
            settle(held);
        }
        return true;
    }

    /** What an attempt itself reported counts at least. */
    private synchronized void settle(long spent) {
        scope.spending().settle(held, Math.max(spent, reported));
        held = 0;
        reported = 0;
    }

    private @Nullable Duration delayOfRepeat(CocoonException error, boolean keyHonoured) {
        RetryPolicy retries = scope.retries();
        boolean mayRepeatUnknown = keyHonoured || operation.isFree() || scope.repeatsAtOwnRisk();
        int made = attemptsMade();
        if (made >= retries.maxAttempts() || !RetryRule.mayRepeat(error, mayRepeatUnknown, delivered)) {
            return null;
        }
        Duration wanted = RetryRule.retryAfter(error);
        if (wanted != null && wanted.compareTo(retries.maxRetryAfter()) > 0) {
            return null;
        }
        Duration delay = retries.backoff().delay(made, scope.random());
        delay = wanted == null || wanted.compareTo(delay) < 0 ? delay : wanted;
        boolean fits = delay.compareTo(scope.remaining()) < 0;
        return fits && retries.budget().tryTake() ? delay : null;
    }

    private synchronized int attemptsMade() {
        return attempts;
    }

    private Duration elapsed() {
        return Duration.ofNanos(scope.scheduler().nanoTime() - startedAt);
    }

    /** What is known about the other side until now, over all attempts. */
    synchronized Acceptance acceptance() {
        return attempt == null ? earlierAcceptance : earlierAcceptance.worst(attempt.acceptance());
    }

    /** The same as far as it matters to the call: a free request besides its own ones does not. */
    Acceptance counted(Acceptance known) {
        return operation.isFree() && !part.name().isEmpty() ? Acceptance.NOT_ACCEPTED : known;
    }

    /** The failures of the attempts so far. */
    synchronized List<CocoonException> failures() {
        return List.copyOf(earlierFailures);
    }

    void cancel(String reason) {
        finish(known -> new CallCancelledException(reason, null, known));
    }

    private void finish(Throwable error) {
        finish(known -> error);
    }

    /** What is known is asked only when no attempt can go on, since a request may be sent at any moment until then. */
    private void finish(Function<Acceptance, Throwable> failure) {
        if (!end()) {
            return;
        }
        Acceptance known = acceptance();
        Throwable error = failure.apply(known);
        settle(known == Acceptance.NOT_ACCEPTED ? 0 : held());
        failures().forEach(earlier -> suppress(error, earlier));
        scope.ended(this, counted(known));
        future.completeExceptionally(error);
    }

    private static void suppress(Throwable error, CocoonException earlier) {
        if (error != earlier) {
            error.addSuppressed(earlier);
        }
    }

    private synchronized long held() {
        return held;
    }

    private boolean end() {
        Attempt<E, R> running;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            running = attempt;
            if (pause != null) {
                pause.cancel();
            }
        }
        if (running != null) {
            running.abandon();
        }
        return true;
    }
}
