package dev.cocoonsdk.core.internal.call;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.internal.stream.AnswerFramer;
import dev.cocoonsdk.core.transport.ResponseHead;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The body of one attempt's answer: pieces of the answer after a 2xx head, else the beginning of an error. Not thread-safe. */
final class AnswerBody<E, R> {

    private static final long MAX_TOTAL_BYTES = 1L << 30;
    private static final int MAX_ERROR_BYTES = 64 << 10;

    private final AnswerReader<E, R> reader;
    private final ErrorMapper errors;
    private final Consumer<? super E> events;
    private final AnswerFramer framer;
    private final Buffer errorBody = new Buffer();
    private @Nullable ResponseHead head;
    private long total;
    private int values;
    private volatile boolean finished;

    AnswerBody(AnswerReader<E, R> reader, ErrorMapper errors, Consumer<? super E> events) {
        this.reader = reader;
        this.errors = errors;
        this.events = events;
        this.framer = new AnswerFramer(reader.maxValueBytes(), this::value);
    }

    void head(ResponseHead value) {
        head = value;
    }

    boolean isSuccess() {
        return head != null && head.isSuccess();
    }

    /** Whether the body has begun in a form whose pieces cannot be told apart before they end. */
    boolean hasBegunJson() {
        return isSuccess() && framer.isJson();
    }

    /** Values read so far. */
    int values() {
        return values;
    }

    /** Whether the last byte was within a value that is no event. */
    boolean isWithinJson() {
        return framer.isWithinJson();
    }

    /** Whether the answer is complete and says so itself. */
    boolean isFinished() {
        return finished;
    }

    AnswerReader<E, R> reader() {
        return reader;
    }

    /** Takes the next bytes; throws what is wrong with them. */
    void feed(ByteBuffer bytes) {
        total += bytes.remaining();
        if (total > MAX_TOTAL_BYTES) {
            throw new ProtocolViolationException(
                    "the answer has more than " + MAX_TOTAL_BYTES + " bytes", null, Acceptance.ACCEPTED);
        }
        if (isSuccess()) {
            framer.feed(bytes);
            finished = framer.isDone() && reader.isComplete();
            return;
        }
        ByteBuffer kept = bytes.slice();
        kept.limit((int) Math.min(kept.limit(), MAX_ERROR_BYTES - errorBody.size()));
        while (kept.hasRemaining()) {
            errorBody.writeByte(kept.get());
        }
    }

    private void value(Buffer json) {
        values++;
        try {
            reader.read(json, events);
        } catch (EOFException e) {
            throw malformed("ends too early", e);
        } catch (JsonEncodingException e) {
            throw malformed("is no JSON", e);
        } catch (JsonDataException e) {
            throw malformed("has a member of a wrong type", e);
        } catch (IOException e) {
            throw malformed("cannot be read", e);
        }
    }

    private static ProtocolViolationException malformed(String what, Exception cause) {
        ProtocolViolationException error =
                new ProtocolViolationException("a piece of the answer " + what, null, Acceptance.ACCEPTED);
        error.setStackTrace(cause.getStackTrace());
        return error;
    }

    /**
     * Takes the end of the body.
     *
     * @throws CocoonException if the answer is an error or is not complete
     */
    void end() {
        if (head == null) {
            throw new ProtocolViolationException("the answer has no head", null, Acceptance.UNKNOWN);
        }
        if (reader.takesForEmpty(head.status())) {
            return;
        }
        if (!head.isSuccess()) {
            throw errors.map(head, errorBody.readByteArray());
        }
        try {
            framer.end();
        } catch (EOFException e) {
            throw brokenOff();
        }
        if (values == 0) {
            throw new ProtocolViolationException(
                    "the answer holds no JSON; is this the address of an OpenAI-compatible server?",
                    null,
                    Acceptance.ACCEPTED);
        }
        if (!framer.isDone() && !reader.isComplete()) {
            throw brokenOff();
        }
    }

    private static ProviderFailureException brokenOff() {
        return new ProviderFailureException("the answer broke off before its end", 0, null, Acceptance.ACCEPTED);
    }
}
