package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.models.ModelsCalls;
import dev.cocoonsdk.core.models.ModelsRequest;
import dev.cocoonsdk.core.policy.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a minute what the models can do. A server without a model list, or one that fails to give it, is treated as one that
 * says nothing: then every model is assumed to do the tasks of chat models, and the call itself tells the truth.
 */
public final class ModelCatalog {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final ModelsCalls models;
    private final Scheduler clock;

    private @Nullable ModelList known; // guarded by this
    private long knownSince; // guarded by this

    /** A catalogue that knows nothing yet. */
    public ModelCatalog(ModelsCalls models, Scheduler clock) {
        this.models = models;
        this.clock = clock;
    }

    /**
     * What is known of a model that can do a task; completes exceptionally with {@link UnknownModelException} or {@link
     * UnsupportedByModelException} if the server says otherwise.
     *
     * @param model the model asked for, or null if neither the call nor the client names one
     * @param task such as {@code summarize}
     */
    CompletableFuture<Target> target(@Nullable ModelId model, String task, CallOptions options) {
        if (model == null) {
            return CompletableFuture.failedFuture(new UnknownModelException(null, List.of()));
        }
        ModelList fresh = fresh();
        if (fresh != null && fresh.find(model) != null) {
            return CompletableFuture.completedFuture(check(model, task, fresh));
        }
        CompletableFuture<ModelList> asked = models.callAsync(ModelsRequest.ALL, options);
        CompletableFuture<Target> target = asked.handle((list, failure) -> {
            if (list != null) {
                remember(list);
                return check(model, task, list);
            }
            throwIfFinal(failure);
            return new Target(model, null);
        });
        return Futures.cancelTogether(target, asked);
    }

    private static Target check(ModelId model, String task, ModelList list) {
        ModelInfo info = list.find(model);
        if (info != null && !info.supportsTask(task)) {
            throw new UnsupportedByModelException(task, model, list.supportingTask(task));
        }
        return new Target(model, info);
    }

    /** A refused authorisation, a cancel or a passed deadline would only come again. */
    private static void throwIfFinal(@Nullable Throwable failure) {
        RuntimeException error = Futures.unwrap(failure);
        if (!(error instanceof CocoonException)
                || error instanceof AuthenticationException
                || error instanceof CallCancelledException
                || error instanceof CallTimeoutException) {
            throw error;
        }
    }

    private synchronized @Nullable ModelList fresh() {
        return known != null && clock.nanoTime() - knownSince < FRESH.toNanos() ? known : null;
    }

    private synchronized void remember(ModelList list) {
        known = list;
        knownSince = clock.nanoTime();
    }

    /**
     * A model with what the server says of it.
     *
     * @param model its name
     * @param info null if the server says nothing
     */
    record Target(ModelId model, @Nullable ModelInfo info) {}
}
