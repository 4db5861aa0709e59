package dev.cocoonsdk.provider.engine;

/**
 * Serves one model. A provider announces what {@link #describe} says, checks each request against it ({@code
 * docs/protocol/http-api.md} 3) and hands on what is left; the engine answers as an OpenAI-compatible HTTP server would.
 *
 * <p>Threads: every method may be called from any thread, concurrently for different requests. {@link #start}, {@link
 * EngineCall#cancel}, {@link #describe} and {@link #health} return at once: they are called from the thread that drives the
 * provider's connection, so an engine computes on threads of its own. {@link EngineSink} says what holds for answers.
 *
 * <p>Prompts and answers pass through engines in clear: never log them or put them into an exception's message.
 */
public interface InferenceEngine extends AutoCloseable {

    /** What this engine serves; the same for its whole life. */
    EngineDescription describe();

    /**
     * A provider that starts says that requests will come: an engine may begin to load now what it would load for the first
     * one. Returns at once; does nothing by default.
     */
    default void prepare() {}

    /**
     * Begins one request. Whatever happens to it, bad requests included, is told through {@code sink}, also if it happens
     * before this method returns.
     *
     * @param request a request for one of {@link EngineDescription#endpoints}, checked as far as the description goes
     * @param sink takes the answer
     * @return the running call
     */
    EngineCall start(EngineRequest request, EngineSink sink);

    /**
     * Whether requests would be served now, as last known; a provider asks about once a second and announces itself disabled
     * while the answer is no.
     */
    EngineHealth health();

    /** Ends the running calls as failed and gives back threads, connections and native memory. Idempotent; may block briefly. */
    @Override
    void close();
}
