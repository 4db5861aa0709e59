package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import org.jspecify.annotations.Nullable;

/**
 * One request of the server's API: what is sent, and how the answer is read. Immutable.
 *
 * @param <E> events of the answer
 * @param <R> the complete answer
 */
public interface Operation<E, R> {

    /** The HTTP method. */
    String method();

    /** The path from the first slash. */
    String path();

    /** The model, or null if the request is for none. */
    @Nullable
    ModelId model();

    /** The content type of the body; ignored if the body is empty. */
    default String contentType() {
        return "application/json";
    }

    /** What is accepted. */
    default String accept() {
        return "application/json";
    }

    /** Tokens of the answer at most, as the body or else the network's default says. */
    int maxTokens();

    /**
     * The body.
     *
     * @param withLimit whether the body must state its limit of tokens, because money depends on it
     */
    Bytes body(boolean withLimit);

    /** Whether the request may be repeated at will, because it changes nothing and costs nothing. */
    default boolean isFree() {
        return false;
    }

    /**
     * A reader for the answer of one attempt.
     *
     * @param errors makes the exception for an error within the answer
     */
    AnswerReader<E, R> newReader(ErrorMapper errors);
}
