package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.EngineDescription.Tasks;
import dev.cocoonsdk.provider.engine.Script.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plays scripts instead of computing: for tests and load. It remembers what it was asked and whether the asker cancelled.
 *
 * <pre>{@code
 * ScriptedEngine engine = ScriptedEngine.builder(ModelId.of("test"))
 *         .chat(List.of("Hello", " world"), 7, 2)
 *         .build();
 * }</pre>
 */
public final class ScriptedEngine implements InferenceEngine {

    /** Runs something later; tests drive it by hand. */
    @FunctionalInterface
    public interface Scheduler {
        /** Runs {@code task} after {@code delay}, never inside this call. */
        void schedule(Duration delay, Runnable task);
    }

    /** One request that came, and what became of it. */
    public static final class Played {
        private final EngineRequest request;
        private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
        private final CompletableFuture<Void> finished = new CompletableFuture<>();

        private Played(EngineRequest request) {
            this.request = request;
        }

        /** The request. */
        public EngineRequest request() {
            return request;
        }

        /** Completes when the asker cancels. */
        public CompletableFuture<Void> cancelled() {
            return cancelled.copy();
        }

        /** Completes when the script has been played to its end, or was cancelled. */
        public CompletableFuture<Void> finished() {
            return finished.copy();
        }
    }

    private final EngineDescription description;
    private final Function<EngineRequest, Script> scripts;
    private final Scheduler scheduler;
    private final @Nullable ScheduledThreadPoolExecutor ownThreads;
    private final Queue<Played> played = new ConcurrentLinkedQueue<>();
    private final boolean remember;
    private volatile EngineHealth health = EngineHealth.READY;

    private ScriptedEngine(Builder builder, Scheduler scheduler, @Nullable ScheduledThreadPoolExecutor ownThreads) {
        this.description = builder.description;
        this.scripts = builder.scripts;
        this.remember = builder.remember;
        this.scheduler = scheduler;
        this.ownThreads = ownThreads;
    }

    /** An engine that serves every endpoint and task under this name, and by default answers "ok". */
    public static Builder builder(ModelId model) {
        return new Builder(model);
    }

    /** The requests so far, in the order they came. */
    public List<Played> played() {
        return List.copyOf(played);
    }

    /** Sets what {@link #health} says from now on. */
    public void setHealth(EngineHealth newHealth) {
        health = newHealth;
    }

    @Override
    public EngineDescription describe() {
        return description;
    }

    @Override
    public EngineHealth health() {
        return health;
    }

    @Override
    public EngineCall start(EngineRequest request, EngineSink sink) {
        Played record = new Played(request);
        if (remember) {
            played.add(record);
        }
        List<Step> steps = scripts.apply(request).steps();
        playFrom(0, steps, record, sink);
        return () -> {
            record.cancelled.complete(null);
            record.finished.complete(null);
        };
    }

    private void playFrom(int first, List<Step> steps, Played record, EngineSink sink) {
        if (first < steps.size()) {
            scheduler.schedule(steps.get(first).delay(), () -> play(first, steps, record, sink));
        }
    }

    private void play(int first, List<Step> steps, Played record, EngineSink sink) {
        int i = first;
        do {
            if (record.cancelled.isDone()) {
                return;
            }
            steps.get(i).action().play(sink);
            i++;
        } while (i < steps.size() && steps.get(i).delay().isZero());
        if (i == steps.size()) {
            record.finished.complete(null);
        }
        playFrom(i, steps, record, sink);
    }

    @Override
    public void close() {
        if (ownThreads != null) {
            ownThreads.shutdownNow();
        }
    }

    /** Builds an engine. */
    public static final class Builder {
        private EngineDescription description;
        private Function<EngineRequest, Script> scripts;
        private @Nullable Scheduler scheduler;
        private boolean remember = true;

        private Builder(ModelId model) {
            this.description = new EngineDescription(
                    model,
                    Set.copyOf(Endpoints.ALL),
                    Set.of(
                            Tasks.CHAT,
                            Tasks.SUMMARIZE,
                            Tasks.TRANSLATE,
                            Tasks.DRAFT,
                            Tasks.EMBEDDINGS,
                            Tasks.IMAGE_GENERATE,
                            Tasks.IMAGE_EDIT,
                            Tasks.IMAGE_DESCRIBE),
                    0,
                    Map.of(Endpoints.CHAT, Set.of("seed", "tools", "tool_choice", "user")));
            this.scripts = both(model, List.of("ok"), 1, 1);
        }

        /** What to announce instead. */
        public Builder description(EngineDescription newDescription) {
            description = newDescription;
            return this;
        }

        /** The same script for every request. */
        public Builder script(Script script) {
            return scripts(request -> script);
        }

        /** A script for each request. */
        public Builder scripts(Function<EngineRequest, Script> newScripts) {
            scripts = newScripts;
            return this;
        }

        /** The same chat answer for every request, streamed if the request says so. */
        public Builder chat(List<String> pieces, long promptTokens, long completionTokens) {
            return scripts(both(description.model(), pieces, promptTokens, completionTokens));
        }

        private static Function<EngineRequest, Script> both(
                ModelId model, List<String> pieces, long promptTokens, long completionTokens) {
            Script whole = Script.chat(model, pieces, promptTokens, completionTokens);
            Script streamed = Script.streamedChat(model, pieces, promptTokens, completionTokens);
            return request -> isStreamed(request.json()) ? streamed : whole;
        }

        private static boolean isStreamed(@Nullable JsonObject body) {
            return body != null && body.get("stream") instanceof JsonValue.JsonBoolean flag && flag.value();
        }

        /** Replaces the engine's own threads. */
        public Builder scheduler(Scheduler newScheduler) {
            scheduler = newScheduler;
            return this;
        }

        /** Does not remember requests, for load without end. */
        public Builder forgetful() {
            remember = false;
            return this;
        }

        /** The engine. */
        public ScriptedEngine build() {
            if (scheduler != null) {
                return new ScriptedEngine(this, scheduler, null);
            }
            ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, work -> {
                Thread thread = new Thread(work, "cocoon-scripted-engine");
                thread.setDaemon(true);
                return thread;
            });
            return new ScriptedEngine(
                    this,
                    (delay, task) -> {
                        Future<?> unused = threads.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                    },
                    threads);
        }
    }
}
