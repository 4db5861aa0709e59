package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.Usage;
import java.io.IOException;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of one attempt, JSON value by JSON value. Not thread-safe.
 *
 * @param <E> events of the answer
 * @param <R> the complete answer
 */
public interface AnswerReader<E, R> {

    /**
     * Reads one value.
     *
     * @param json should be one JSON value
     * @throws dev.cocoonsdk.core.error.CocoonException if the value reports an error
     * @throws com.squareup.moshi.JsonDataException if a member has a wrong type
     * @throws IOException if the bytes are no JSON
     */
    void read(Buffer json, Consumer<? super E> events) throws IOException;

    /** The usage reported so far, or null if none was. */
    @Nullable
    Usage usage();

    /** Whether the answer may end here. */
    boolean isComplete();

    /**
     * The complete answer.
     *
     * @throws dev.cocoonsdk.core.error.ProtocolViolationException if something required is missing
     */
    R finish(CallInfo info);

    /** Whether an answer with this error status is taken for one without content instead of a failure. */
    default boolean takesForEmpty(int status) {
        return false;
    }

    /** Longest value that is collected, in bytes. */
    default long maxValueBytes() {
        return 64L << 20;
    }
}
