package dev.cocoonsdk.provider.engine;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Takes the answer to one request.
 *
 * <p>Order: {@link #head} once, {@link #body} any number of times, {@link #end}; or {@link #fail} at any point instead of what
 * is left. Exactly one of {@code end} and {@code fail} comes, last. After {@link EngineCall#cancel} the sink ignores everything
 * and the engine may leave the last call out. Calls that break the order are ignored.
 *
 * <p>Threads: the calls of one request come from any thread, one after another (each call happens before the next); sinks of
 * different requests are independent. {@code body} may hold up its caller for a while when the network is slower than the
 * engine; nothing else blocks. An engine therefore never calls {@code body} inside {@link InferenceEngine#start}.
 */
public interface EngineSink {

    /**
     * The answer's status line and headers.
     *
     * @param status HTTP status, 200 to 599
     * @param headers without {@code Content-Length}, {@code Transfer-Encoding} and {@code Connection}: they belong to the
     *     connection and are dropped if present
     */
    void head(int status, List<EngineHeader> headers);

    /**
     * As {@link #head(int, List)}, for engines that know how the status was worded.
     *
     * @param reason the reason phrase, one line; empty for the usual one
     */
    default void head(int status, String reason, List<EngineHeader> headers) {
        head(status, headers);
    }

    /**
     * The next bytes of the body: JSON, or server-sent events. Borders between calls mean nothing.
     *
     * @param bytes read before this method returns; the caller may use the buffer again
     */
    void body(ByteBuffer bytes);

    /**
     * How many tokens the prompt has, if the engine knows it before it reports {@code usage}. It is charged if the answer is
     * cancelled before its {@code usage} came; a complete answer is charged by its {@code usage} alone. At any point before the
     * end; optional.
     *
     * @param count 0 or more
     */
    default void promptTokens(long count) {}

    /** The answer is complete. */
    void end();

    /** There will be no (complete) answer. */
    void fail(EngineFailure failure);
}
