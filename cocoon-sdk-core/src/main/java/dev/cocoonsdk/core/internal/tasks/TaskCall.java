package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.internal.chat.ChatOperation;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the chat requests of one task call have in common, on top of its {@link CallScope}. Thread-safe. */
public final class TaskCall<E> {

    private final CallScope<E> scope;

    private @Nullable Usage usage; // guarded by this
    private @Nullable Verification verification; // guarded by this
    private int attempts; // guarded by this
    private @Nullable Duration firstToken; // guarded by this

    /** For one call. */
    public TaskCall(CallScope<E> scope) {
        this.scope = scope;
    }

    /** What the requests share. */
    public CallScope<E> scope() {
        return scope;
    }

    /**
     * Finds out what is known of a model. A server that says nothing of its models is tried: the call itself tells the
     * truth.
     *
     * @param requested the model that the request names, or null
     * @param task such as {@code summarize}
     * @return fails with {@link UnsupportedByModelException} if the server says that the model cannot do the task
     */
    public CompletableFuture<Target> target(@Nullable ModelId requested, String task) {
        return scope.model(requested, task)
                .thenCompose(model -> scope.catalogIfAny()
                        .thenApply(list -> list == null ? new Target(model, null) : target(model, task, list)));
    }

    private static Target target(ModelId model, String task, ModelList list) {
        ModelInfo info = list.find(model);
        if (info != null && info.capabilities() != null && !info.supportsTask(task)) {
            throw new UnsupportedByModelException(task, model, list.supportingTask(task));
        }
        return new Target(model, info);
    }

    /** Makes a request whose text is not shown. */
    CompletableFuture<ChatResult> ask(ChatRequest request, ModelId model, Part part) {
        return show(request, model, part, text -> {});
    }

    /**
     * Makes a request.
     *
     * @param text gets the text of the answer as it comes, if the caller asked for events
     */
    public CompletableFuture<ChatResult> show(ChatRequest request, ModelId model, Part part, Consumer<String> text) {
        Duration before = scope.elapsed();
        return scope.run(
                        new ChatOperation(request, model),
                        event -> {
                            if (!event.text().isEmpty()) {
                                text.accept(event.text());
                            }
                        },
                        part)
                .thenApply(result -> {
                    answered(before, result);
                    return result;
                });
    }

    private synchronized void answered(Duration before, ChatResult result) {
        usage = usage == null ? result.usage() : usage.plus(result.usage());
        verification = verification == null ? result.verification() : verification.and(result.verification());
        attempts += result.attempts();
        Duration first = result.timings().firstToken();
        firstToken = firstToken == null && first != null ? before.plus(first) : firstToken;
    }

    /** Of all answers until now. */
    public synchronized Usage usage() {
        return usage == null ? Usage.NONE : usage;
    }

    /** Of all answers until now, of which there must be one. */
    public synchronized Verification verification() {
        return Objects.requireNonNull(verification);
    }

    /** Of all answers until now; the question for the models is none of them. */
    public synchronized int attempts() {
        return attempts;
    }

    /** From the beginning of the task call; the first token is that of the first answer that came to its end. */
    public synchronized Timings timings() {
        return new Timings(firstToken, scope.elapsed());
    }

    /** Forgets the first token of answers that were not shown. */
    synchronized void forgetFirstToken() {
        firstToken = null;
    }
}
