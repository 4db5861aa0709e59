package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.EngineDescription.Tasks;
import dev.cocoonsdk.provider.engine.EngineFailure.Kind;
import dev.cocoonsdk.provider.internal.minilm.ChatHandler;
import dev.cocoonsdk.provider.internal.minilm.EmbeddingsHandler;
import dev.cocoonsdk.provider.internal.minilm.ModelException;
import dev.cocoonsdk.provider.internal.minilm.SharedModel;
import dev.cocoonsdk.provider.internal.openai.ApiError;
import dev.cocoonsdk.provider.internal.openai.ChatAnswer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The embedded engine: all-MiniLM-L6-v2 on ONNX Runtime, on the CPU, offline. It serves embeddings, and extractive summaries
 * through the chat interface: sentences of the input, chosen by meaning, word for word, in their order.
 *
 * <p><b>The model is English.</b> Other languages are split into sentences correctly and summarised, mostly by their words;
 * embeddings of other languages are of little use.
 *
 * <p>Chat: a system message with a {@link dev.cocoonsdk.core.task.TaskInstruction} states the task; without one, the last user
 * message is summarised as a text, to a fifth of its sentences, at most five. A task other than summarising, another language
 * than the input's, structured output, tools and images are answered with HTTP 422 and the error {@code unsupported_by_model}.
 * Sampling, penalties and {@code stop} change nothing: the choice is deterministic. {@code max_tokens} ends the answer at the
 * last whole sentence that fits.
 *
 * <p>Usage: {@code prompt_tokens} counts the text of all messages (all inputs), {@code completion_tokens} the text written,
 * both by the model's own tokenizer without its marks for begin and end. All engines of a process share one copy of the model,
 * which is loaded by {@link #prepare} or the first request and unloaded with the last engine.
 */
public final class MiniLmEngine implements InferenceEngine {

    /** The name under which the model is announced unless told otherwise. */
    public static final ModelId DEFAULT_MODEL = ModelId.of("all-MiniLM-L6-v2");

    private static final Set<String> IGNORED_CHAT_MEMBERS =
            Set.of("metadata", "prompt_cache_key", "safety_identifier", "seed", "store", "user");

    private final EngineDescription description;
    private final Clock clock;
    private final ExecutorService threads;
    private final Object lock = new Object();
    private SharedModel.@Nullable Lease lease;
    private boolean closed;
    private volatile EngineHealth health = EngineHealth.READY;

    private MiniLmEngine(ModelId model, Clock clock) {
        this.description = new EngineDescription(
                model,
                Set.of(Endpoints.CHAT, Endpoints.EMBEDDINGS),
                Set.of(Tasks.SUMMARIZE, Tasks.EMBEDDINGS),
                ChatHandler.CONTEXT_TOKENS,
                Map.of(Endpoints.CHAT, IGNORED_CHAT_MEMBERS));
        this.clock = clock;
        this.threads = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), MiniLmEngine::thread);
    }

    /** An engine under {@link #DEFAULT_MODEL}. */
    public static MiniLmEngine create() {
        return create(DEFAULT_MODEL, Clock.systemUTC());
    }

    /** An engine under another name. */
    public static MiniLmEngine create(ModelId model, Clock clock) {
        return new MiniLmEngine(model, clock);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "cocoon-minilm-engine");
        thread.setDaemon(true);
        return thread;
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
    public void prepare() {
        execute(() -> {
            try {
                lease();
            } catch (ModelException | CancellationException e) {
                health = EngineHealth.notReady(String.valueOf(e.getMessage()));
            }
        });
    }

    @Override
    public EngineCall start(EngineRequest request, EngineSink sink) {
        AtomicBoolean cancelled = new AtomicBoolean();
        if (!execute(() -> serve(request, sink, cancelled::get))) {
            sink.fail(new EngineFailure(Kind.NOT_READY, "the engine is closed"));
        }
        return () -> cancelled.set(true);
    }

    private boolean execute(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void serve(EngineRequest request, EngineSink sink, BooleanSupplier cancelled) {
        BooleanSupplier stopped = () -> cancelled.getAsBoolean() || threads.isShutdown();
        try {
            if (stopped.getAsBoolean()) {
                throw new CancellationException();
            }
            answer(request, sink, stopped);
        } catch (ApiError e) {
            e.send(sink);
        } catch (CancellationException e) {
            sink.fail(new EngineFailure(Kind.CANCELLED, "the request was cancelled or the engine closed"));
        } catch (ModelException e) {
            sink.fail(new EngineFailure(Kind.FAILED, String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError e) {
            // Its message may quote the input.
            sink.fail(new EngineFailure(
                    Kind.FAILED, "internal error: " + e.getClass().getSimpleName()));
        }
    }

    private void answer(EngineRequest request, EngineSink sink, BooleanSupplier stopped) {
        JsonObject body = request.json();
        if (body == null) {
            throw ApiError.invalid("body", "the body is no JSON object", "a JSON object");
        }
        String model = description.model().value();
        if (request.path().equals(Endpoints.EMBEDDINGS)) {
            JsonObject answer = new EmbeddingsHandler(lease(), model).answer(body, stopped);
            sink.head(200, List.of(new EngineHeader("Content-Type", "application/json")));
            sink.body(ByteBuffer.wrap(answer.toJsonBytes()));
            sink.end();
        } else if (request.path().equals(Endpoints.CHAT)) {
            String id = "chatcmpl-" + UUID.randomUUID();
            long now = clock.instant().getEpochSecond();
            new ChatHandler(lease(), model)
                    .answer(body, (stream, usage) -> new ChatAnswer(sink, id, model, now, stream, usage), stopped);
        } else {
            throw ApiError.unsupported(
                    model + " does not serve " + request.path(),
                    description.endpoints().toString());
        }
    }

    private SharedModel.Lease lease() {
        synchronized (lock) {
            if (closed) {
                throw new CancellationException("the engine is closed");
            }
            SharedModel.Lease held = lease;
            if (held == null) {
                held = SharedModel.acquire();
                lease = held;
                health = EngineHealth.READY;
            }
            return held;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = awaitThreads();
        synchronized (lock) {
            closed = true;
            if (lease != null) {
                lease.close();
                lease = null;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the running calls, which notice the end before their next sentence. */
    private boolean awaitThreads() {
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
