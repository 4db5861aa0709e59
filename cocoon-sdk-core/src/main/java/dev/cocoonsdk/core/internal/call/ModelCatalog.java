package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ServerErrorException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.internal.models.ModelsOperation;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The server's model list, kept for a short time for prices and capabilities; calls that need it at once share one request. Thread-safe. */
final class ModelCatalog {

    private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Part PART = Part.named("models");

    private final Scheduler scheduler;
    private final AtomicReference<@Nullable CompletableFuture<ModelList>> asking = new AtomicReference<>();
    private volatile @Nullable Entry entry;

    /** What was learned: a list, or null if the server did not give one. */
    private record Entry(@Nullable ModelList list, long readAt) {}

    ModelCatalog(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The list, asked for within a call if the known one is too old. */
    CompletableFuture<ModelList> get(CallScope<?> scope) {
        Entry known = fresh();
        return known == null || known.list() == null ? ask(scope) : CompletableFuture.completedFuture(known.list());
    }

    /** As {@link #get}, but null, for as long as a list would be kept, if the server does not give one. */
    CompletableFuture<@Nullable ModelList> find(CallScope<?> scope) {
        Entry known = fresh();
        if (known != null) {
            return CompletableFuture.completedFuture(known.list());
        }
        return ask(scope).handle((list, failure) -> {
            if (failure != null && isFinal(CallRun.unwrap(failure))) {
                throw CallRun.rethrow(CallRun.unwrap(failure));
            }
            return list;
        });
    }

    /** The only model for a task; one of which the server says nothing may be for any. */
    CompletableFuture<ModelId> only(CallScope<?> scope, String task) {
        return get(scope).handle((list, failure) -> {
            if (failure != null && !isMissing(CallRun.unwrap(failure))) {
                throw CallRun.rethrow(CallRun.unwrap(failure));
            }
            List<ModelInfo> all = list == null ? List.of() : list.models();
            List<ModelId> able = all.stream()
                    .filter(info -> info.capabilities() == null || info.supportsTask(task))
                    .map(ModelInfo::id)
                    .toList();
            if (able.size() != 1) {
                throw new UnknownModelException(null, able.isEmpty() && list != null ? list.ids() : able);
            }
            return able.get(0);
        });
    }

    private @Nullable Entry fresh() {
        Entry known = entry;
        return known != null && scheduler.nanoTime() - known.readAt() < KEPT_NANOS ? known : null;
    }

    private CompletableFuture<ModelList> ask(CallScope<?> scope) {
        CompletableFuture<ModelList> mine = new CompletableFuture<>();
        CompletableFuture<ModelList> others = asking.compareAndExchange(null, mine);
        if (others != null) {
            // The end of the call that asks is not the end of this one.
            return others.exceptionallyCompose(failure -> CallRun.unwrap(failure) instanceof CallCancelledException
                    ? ask(scope)
                    : CompletableFuture.failedFuture(failure));
        }
        CompletableFuture<ModelList> unused = CompletableFuture.completedFuture(new ModelsOperation(true))
                .thenCompose(operation -> scope.run(operation, model -> {}, PART))
                .whenComplete((list, failure) -> {
                    if (list != null || !isFinal(CallRun.unwrap(failure))) {
                        entry = new Entry(list, scheduler.nanoTime());
                    }
                    asking.set(null);
                    if (list == null) {
                        mine.completeExceptionally(failure);
                    } else {
                        mine.complete(list);
                    }
                });
        return mine;
    }

    /** Whether a failure says nothing of the server: the call itself has ended, or there is a bug. */
    private static boolean isFinal(Throwable error) {
        return !(error instanceof CocoonException)
                || error instanceof CallCancelledException
                || (error instanceof CallTimeoutException timeout && timeout.deadline() == Deadline.TOTAL);
    }

    /**
     * What the list says of a model whose price matters; null if the server names no prices at all.
     *
     * @throws UnknownModelException if it names prices but not this model
     * @throws PriceTooHighException if it names prices but none for this model
     */
    static @Nullable ModelInfo priced(ModelList list, ModelId model) {
        ModelInfo info = list.find(model);
        if (list.models().stream().noneMatch(m -> m.pricing() != null)) {
            return info;
        }
        if (info == null) {
            throw new UnknownModelException(model, list.ids());
        }
        if (info.pricing() == null) {
            throw new PriceTooHighException(
                    "the server names no price for the model, so the cap cannot be kept",
                    null,
                    null,
                    Acceptance.NOT_ACCEPTED);
        }
        return info;
    }

    /** Whether the server announces that a repeat under the same idempotency key runs and costs nothing more. */
    static boolean honoursKeys(ModelList list) {
        JsonObject cocoon = list.additionalProperties().object("cocoon");
        return cocoon != null && cocoon.get("idempotency_keys") instanceof JsonBoolean flag && flag.value();
    }

    /** Whether a failure means that the server has no such list, rather than that it cannot be reached. */
    static boolean isMissing(Throwable error) {
        return error instanceof InvalidRequestException
                || error instanceof UnknownModelException
                || error instanceof ProtocolViolationException
                || error instanceof ServerErrorException;
    }
}
