package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.tl.TokensUsed;
import org.jspecify.annotations.Nullable;

/** Makes the body that the application gets of the one that the worker sends. One per answer; not thread-safe. */
interface BodyFilter {

    /** Nothing to send. */
    byte[] NOTHING = {};

    /**
     * What is known at the end.
     *
     * @param tokens adjusted tokens that are charged, or null
     * @param debug what the application asked to see of the request, or null
     */
    record Ending(@Nullable TokensUsed tokens, @Nullable JsonObject debug) {}

    /**
     * Takes the next bytes; gives what can be sent already.
     *
     * @throws RunnerException if the body cannot be passed on
     */
    byte[] next(byte[] bytes);

    /** The body is complete; gives what is left to send. */
    byte[] end(Ending ending);

    /** The body breaks off; gives what tells the application, or null if only cutting the connection can. */
    byte @Nullable [] broken(Failure failure);

    /** Whether nothing was sent so far because only the end tells what to send. */
    boolean isHeldBack();
}
