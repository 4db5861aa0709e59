package dev.cocoonsdk.provider.engine;

/**
 * Whether an engine can serve.
 *
 * @param ready whether it can
 * @param reason why not, for logs and status pages; empty if ready
 */
public record EngineHealth(boolean ready, String reason) {

    /** Can serve. */
    public static final EngineHealth READY = new EngineHealth(true, "");

    /** Cannot serve now. */
    public static EngineHealth notReady(String reason) {
        return new EngineHealth(false, reason);
    }
}
