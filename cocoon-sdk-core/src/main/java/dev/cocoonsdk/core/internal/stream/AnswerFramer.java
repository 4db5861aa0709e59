package dev.cocoonsdk.core.internal.stream;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import okio.Buffer;
import okio.ByteString;

/**
 * Cuts the body of an answer into JSON values, whatever form the server chose: server-sent events ({@code data:} lines joined until a
 * blank line, comments, CR, LF or CRLF, byte order mark, {@code [DONE]}), JSON values one per line, or one JSON document. The forms may
 * be mixed, as the official client-runner does ({@code docs/protocol/http-api.md} 2.4, 2.6). How the bytes are split into calls of
 * {@link #feed} does not matter. Not thread-safe.
 *
 * <pre>
 * state     byte                     next
 * START     CR LF                    START, and the collected data is one value
 *           space, tab               START
 *           {  [                     JSON
 *           :                        SKIP
 *           other                    FIELD
 * FIELD     :  after "data"          SPACE
 *           :  after other           SKIP
 *           CR LF                    START
 * SPACE     one space                DATA
 *           other                    DATA, with this byte
 * DATA      CR LF                    START
 * SKIP      CR LF                    START
 * JSON      the closing bracket      START, and the value is complete
 * </pre>
 */
public final class AnswerFramer {

    private enum State {
        START,
        FIELD,
        SPACE,
        DATA,
        SKIP,
        JSON
    }

    private static final byte[] DATA_FIELD = {'d', 'a', 't', 'a'};
    private static final ByteString DONE = ByteString.encodeUtf8("[DONE]");
    private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

    private final long maxValueBytes;
    private final Consumer<Buffer> sink;
    private final Buffer value = new Buffer();
    private final byte[] copy = new byte[1024];

    private State state = State.START;
    private boolean hasData;
    private boolean afterCarriageReturn;
    private int markSeen;
    private int fieldMatched;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean done;
    private boolean json;

    /**
     * A framer.
     *
     * @param maxValueBytes longest value that is collected
     */
    public AnswerFramer(long maxValueBytes, Consumer<Buffer> sink) {
        this.maxValueBytes = maxValueBytes;
        this.sink = sink;
    }

    /**
     * Takes the next bytes and passes on each value that they complete.
     *
     * @throws ProtocolViolationException if a value is too long
     */
    public void feed(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.position();
            int to = from + bytes.remaining();
            bytes.position(bytes.limit());
            feed(bytes.array(), from, to);
            return;
        }
        while (bytes.hasRemaining()) {
            int n = Math.min(copy.length, bytes.remaining());
            bytes.get(copy, 0, n);
            feed(copy, 0, n);
        }
    }

    private void feed(byte[] bytes, int from, int to) {
        int at = skipByteOrderMark(bytes, from, to);
        while (at < to) {
            at = switch (state) {
                case START -> start(bytes, at);
                case FIELD -> field(bytes, at, to);
                case SPACE -> space(bytes, at);
                case DATA -> line(bytes, at, to, true);
                case SKIP -> line(bytes, at, to, false);
                case JSON -> json(bytes, at, to);
            };
        }
    }

    private int skipByteOrderMark(byte[] bytes, int from, int to) {
        int at = from;
        while (markSeen < BYTE_ORDER_MARK.length && at < to) {
            if ((bytes[at] & 0xff) != BYTE_ORDER_MARK[markSeen]) {
                markSeen = BYTE_ORDER_MARK.length;
                break;
            }
            markSeen++;
            at++;
        }
        return at;
    }

    private int start(byte[] bytes, int at) {
        byte b = bytes[at];
        boolean pairedLineFeed = afterCarriageReturn && b == '\n';
        afterCarriageReturn = b == '\r';
        if (pairedLineFeed || b == ' ' || b == '\t') {
            return at + 1;
        }
        if (b == '\r' || b == '\n') {
            dispatchData();
            return at + 1;
        }
        if (b == '{' || b == '[') {
            dispatchData();
            state = State.JSON;
            json = true;
            return at;
        }
        state = b == ':' ? State.SKIP : State.FIELD;
        fieldMatched = 0;
        return at;
    }

    private int field(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b == ':') {
                state = fieldMatched == DATA_FIELD.length ? State.SPACE : State.SKIP;
                return at + 1;
            }
            if (b == '\r' || b == '\n') {
                state = State.START;
                afterCarriageReturn = b == '\r';
                return at + 1;
            }
            boolean matches = fieldMatched >= 0 && fieldMatched < DATA_FIELD.length && DATA_FIELD[fieldMatched] == b;
            fieldMatched = matches ? fieldMatched + 1 : -1;
        }
        return to;
    }

    private int space(byte[] bytes, int at) {
        state = State.DATA;
        if (hasData) {
            value.writeByte('\n');
        }
        hasData = true;
        return bytes[at] == ' ' ? at + 1 : at;
    }

    private int line(byte[] bytes, int from, int to, boolean keep) {
        int at = from;
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        if (keep) {
            append(bytes, from, at);
        }
        if (at == to) {
            return to;
        }
        state = State.START;
        afterCarriageReturn = bytes[at] == '\r';
        return at + 1;
    }

    private int json(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte b = bytes[at++];
            if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                append(bytes, from, at);
                state = State.START;
                pass();
                return at;
            }
        }
        append(bytes, from, to);
        return to;
    }

    private void append(byte[] bytes, int from, int to) {
        if (value.size() + (to - from) > maxValueBytes) {
            throw new ProtocolViolationException(
                    "the answer has a piece of more than " + maxValueBytes + " bytes", null, Acceptance.ACCEPTED);
        }
        value.write(bytes, from, to - from);
    }

    private void dispatchData() {
        if (hasData) {
            hasData = false;
            pass();
        }
    }

    private void pass() {
        if (value.size() == DONE.size() && value.rangeEquals(0, DONE)) {
            done = true;
        } else if (!isBlank()) {
            sink.accept(value);
        }
        value.clear();
    }

    private boolean isBlank() {
        for (long i = 0; i < value.size(); i++) {
            byte b = value.getByte(i);
            if (b != ' ' && b != '\t' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    /**
     * Says that no more bytes come; data without its blank line is passed on.
     *
     * @throws EOFException if the bytes end within a JSON value
     */
    public void end() throws EOFException {
        if (state == State.JSON) {
            throw new EOFException();
        }
        dispatchData();
    }

    /** Whether {@code [DONE]} came. */
    public boolean isDone() {
        return done;
    }

    /** Whether the last byte was within a JSON value that is no event. */
    public boolean isWithinJson() {
        return state == State.JSON;
    }

    /** Whether a JSON value that is no event has begun. */
    public boolean isJson() {
        return json;
    }
}
