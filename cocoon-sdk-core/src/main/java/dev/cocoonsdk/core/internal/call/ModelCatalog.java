package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ServerErrorException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.internal.models.ModelsOperation;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.policy.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The server's model list, kept for a short time for prices and capabilities. Thread-safe. */
final class ModelCatalog {

    private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Part PART = Part.named("models");

    private final Scheduler scheduler;
    private volatile @Nullable Entry entry;

    private record Entry(ModelList list, long readAt) {}

    ModelCatalog(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The list, asked for within a call if the known one is too old. */
    CompletableFuture<ModelList> get(CallScope<?> scope) {
        Entry known = entry;
        if (known != null && scheduler.nanoTime() - known.readAt() < KEPT_NANOS) {
            return CompletableFuture.completedFuture(known.list());
        }
        return scope.run(new ModelsOperation(), model -> {}, PART).thenApply(list -> {
            entry = new Entry(list, scheduler.nanoTime());
            return list;
        });
    }

    /** Whether a failure means that the server has no such list, rather than that it cannot be reached. */
    static boolean isMissing(Throwable error) {
        return error instanceof InvalidRequestException
                || error instanceof UnknownModelException
                || error instanceof ProtocolViolationException
                || error instanceof ServerErrorException;
    }
}
