package dev.cocoonsdk.broker.internal.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes server-sent events of what a worker streams. Workers send either events already or one JSON value a line ({@code
 * docs/protocol/wire.md} 10.1); the first byte that is no white space tells which. Events pass unchanged, lines become
 * {@code data:} events; in both cases the stream ends with {@code data: [DONE]}.
 *
 * <p>Not thread-safe; one per answer.
 */
public final class SseFramer {

    private enum Form {
        UNKNOWN,
        EVENTS,
        LINES
    }

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final int TAIL = 24;
    private static final int MAX_LINE = 1 << 24;

    private Form form = Form.UNKNOWN;
    private byte[] tail = NOTHING;
    private final ByteArrayOutputStream openLine = new ByteArrayOutputStream();

    /**
     * The events for the next bytes of the worker; may be empty.
     *
     * @throws ApiException with {@link ErrorKind#PROVIDER_FAILURE} if a line exceeds 16 MiB
     */
    public byte[] next(byte[] bytes) {
        if (form == Form.UNKNOWN) {
            form = formOf(bytes);
        }
        return form == Form.LINES ? frameLines(bytes) : pass(bytes);
    }

    /** What is still to be sent at the regular end. */
    public byte[] end() {
        if (form != Form.LINES) {
            boolean done = new String(tail, StandardCharsets.ISO_8859_1).contains("[DONE]");
            return done ? NOTHING : concat(blankLineAfter(tail), DONE);
        }
        return concat(takeLine(), DONE);
    }

    /** One event with a JSON value, for an error in the middle of the stream. */
    public byte[] event(byte[] json) {
        byte[] separator = form == Form.EVENTS ? blankLineAfter(tail) : NOTHING;
        return concat(separator, event(json, 0, json.length));
    }

    private static Form formOf(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '{' || b == '[') {
                return Form.LINES;
            } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return Form.EVENTS;
            }
        }
        return Form.UNKNOWN;
    }

    private byte[] pass(byte[] bytes) {
        if (bytes.length >= TAIL) {
            tail = Arrays.copyOfRange(bytes, bytes.length - TAIL, bytes.length);
        } else {
            byte[] joined = concat(tail, bytes);
            tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL), joined.length);
        }
        return bytes;
    }

    private byte[] frameLines(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 64);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                openLine.write(bytes, start, i - start);
                out.writeBytes(takeLine());
                start = i + 1;
            }
        }
        openLine.write(bytes, start, bytes.length - start);
        if (openLine.size() > MAX_LINE) {
            throw ApiError.of(ErrorKind.PROVIDER_FAILURE, "The worker sent an endless line.", "Use another model.")
                    .toException();
        }
        return out.toByteArray();
    }

    private byte[] takeLine() {
        byte[] line = openLine.toByteArray();
        openLine.reset();
        return event(line, 0, line.length);
    }

    private static byte[] event(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        boolean empty = true;
        for (int i = from; i < end && empty; i++) {
            empty = bytes[i] == ' ' || bytes[i] == '\t';
        }
        if (empty) {
            return NOTHING;
        }
        byte[] event = new byte[DATA.length + end - from + 2];
        System.arraycopy(DATA, 0, event, 0, DATA.length);
        System.arraycopy(bytes, from, event, DATA.length, end - from);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    private static byte[] blankLineAfter(byte[] tail) {
        String end = new String(tail, StandardCharsets.ISO_8859_1);
        if (end.isEmpty() || end.endsWith("\n\n") || end.endsWith("\n\r\n")) {
            return NOTHING;
        }
        return end.endsWith("\n") ? new byte[] {'\n'} : new byte[] {'\n', '\n'};
    }

    private static byte[] concat(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        } else if (second.length == 0) {
            return first;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
