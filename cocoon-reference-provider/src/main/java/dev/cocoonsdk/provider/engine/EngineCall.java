package dev.cocoonsdk.provider.engine;

/** One running request of an {@link InferenceEngine}. */
@FunctionalInterface
public interface EngineCall {

    /**
     * Stops the work as soon as possible; nobody waits for its result any more. Idempotent, from any thread, at any moment,
     * also after the end. Returns at once.
     */
    void cancel();
}
