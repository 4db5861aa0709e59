package dev.cocoonsdk.provider.internal.meter;

import java.util.Arrays;

/**
 * Cuts a body into units as its bytes arrive: JSON values (whatever white space is between them) and server-sent events. What
 * is neither passes as it is. The cut does not depend on how the bytes are chunked.
 *
 * <p>States: BETWEEN units; in a JSON CONTAINER, STRING or SCALAR at top level; in an EVENT; RAW until the end. A unit longer
 * than {@value #LONGEST} bytes ends the answer, because it would pass uncounted.
 */
final class BodyScanner {

    /** Takes the cut pieces in order. */
    interface Output {
        /** A complete JSON value; false if it is none after all, which makes the rest raw. */
        boolean json(byte[] bytes, int from, int to);

        /** A complete event with its blank line, or the last event without one. */
        void event(byte[] bytes, int from, int to);

        /** Bytes that pass unchanged. */
        void raw(byte[] bytes, int from, int to);
    }

    /** Longest unit that is held. */
    static final int LONGEST = 32 << 20;

    private enum State {
        BETWEEN,
        CONTAINER,
        STRING,
        SCALAR,
        EVENT,
        RAW
    }

    private final Output output;
    private final int longest;
    private State state = State.BETWEEN;
    private byte[] held = new byte[0];
    private int heldLength;
    private boolean afterEvent;
    private boolean beginning = true;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean lineHasBytes;
    private boolean afterCr;

    BodyScanner(Output output) {
        this(output, LONGEST);
    }

    BodyScanner(Output output, int longest) {
        this.output = output;
        this.longest = longest;
    }

    /**
     * Takes the next bytes.
     *
     * @throws AnswerTooLargeException if a unit is too long; the scanner is of no use any more
     */
    void accept(byte[] bytes, int from, int to) {
        int start = from;
        int i = from;
        while (i < to) {
            if (state == State.RAW) {
                output.raw(bytes, i, to);
                return;
            }
            if (state == State.BETWEEN) {
                i = between(bytes, i, to);
                start = i;
                continue;
            }
            int next = step(bytes, i);
            if (next < 0) {
                i++;
            } else {
                i = next;
                unit(bytes, start, i);
                start = i;
            }
        }
        if (state != State.BETWEEN && state != State.RAW) {
            hold(bytes, start, to);
        }
    }

    /** The body is complete. */
    void finish() {
        State last = state;
        state = State.RAW;
        if (heldLength > 0 && last == State.EVENT) {
            output.event(held, 0, heldLength);
        } else if (heldLength > 0 && (last != State.SCALAR || !output.json(held, 0, heldLength))) {
            output.raw(held, 0, heldLength);
        }
        heldLength = 0;
    }

    private int between(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isSpace(bytes[i])) {
            i++;
        }
        if (afterEvent && i > from) {
            output.raw(bytes, from, i);
        }
        if (i < to) {
            begin(bytes[i]);
        }
        return i;
    }

    private void begin(byte first) {
        depth = 0;
        inString = false;
        escaped = false;
        lineHasBytes = false;
        afterCr = false;
        state = switch (first) {
            case '{', '[' -> State.CONTAINER;
            case '"' -> State.STRING;
            case 'd', 'e', 'i', 'r', ':' -> State.EVENT;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 't', 'f', 'n' -> State.SCALAR;
            default -> beginning && first == (byte) 0xef ? State.EVENT : State.RAW;
        };
        beginning = false;
    }

    /** Looks at one byte; the end of the unit if it is complete, else -1. */
    private int step(byte[] bytes, int i) {
        byte b = bytes[i];
        return switch (state) {
            case CONTAINER -> container(b) ? i + 1 : -1;
            case STRING -> string(b) ? i + 1 : -1;
            case SCALAR -> isScalar(b) ? -1 : i;
            case EVENT -> event(b, i);
            default -> -1;
        };
    }

    private boolean container(byte b) {
        if (inString) {
            inString = !string(b);
        } else if (b == '"') {
            inString = true;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
        }
        return !inString && depth == 0;
    }

    /** True at the closing quote. */
    private boolean string(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            boolean closes = inString;
            inString = true;
            return closes;
        }
        return false;
    }

    /** A line feed after a carriage return belongs to it; an event ends after an empty line. */
    private int event(byte b, int i) {
        if (b == '\n' && afterCr) {
            afterCr = false;
            return -1;
        }
        afterCr = b == '\r';
        if (b != '\n' && b != '\r') {
            lineHasBytes = true;
            return -1;
        }
        boolean empty = !lineHasBytes;
        lineHasBytes = false;
        return empty ? i + 1 : -1;
    }

    private void unit(byte[] bytes, int from, int to) {
        State kind = state;
        byte[] whole = bytes;
        int start = from;
        int end = to;
        if (heldLength > 0) {
            hold(bytes, from, to);
            whole = held;
            start = 0;
            end = heldLength;
        } else if (to - from > longest) {
            throw new AnswerTooLargeException(longest);
        }
        state = State.BETWEEN;
        afterEvent = kind == State.EVENT;
        if (afterEvent) {
            output.event(whole, start, end);
        } else if (!output.json(whole, start, end)) {
            output.raw(whole, start, end);
            state = State.RAW;
        }
        heldLength = 0;
    }

    private void hold(byte[] bytes, int from, int to) {
        if (to - from > longest - heldLength) {
            throw new AnswerTooLargeException(longest);
        }
        int needed = heldLength + to - from;
        if (needed > held.length) {
            held = Arrays.copyOf(held, Math.max(needed, Math.min(longest, held.length * 2)));
        }
        System.arraycopy(bytes, from, held, heldLength, to - from);
        heldLength = needed;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isScalar(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '-' || b == '+' || b == '.' || b == 'E';
    }
}
