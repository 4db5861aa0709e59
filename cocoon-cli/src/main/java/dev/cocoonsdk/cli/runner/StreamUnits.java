package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.network.ErrorCodes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a streamed body into units, whatever its chunks are: server-sent events with their blank lines, or JSON values with any white
 * space between them. The first byte that is no white space tells which ({@code docs/protocol/wire.md} 10.1). Not thread-safe.
 */
final class StreamUnits {

    private static final int LONGEST = 1 << 24;

    private enum Form {
        UNKNOWN,
        EVENTS,
        VALUES
    }

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private Form form = Form.UNKNOWN;
    private boolean lineHasBytes;
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Whether the units are events. */
    boolean areEvents() {
        return form == Form.EVENTS;
    }

    /**
     * The units that these bytes complete.
     *
     * @throws RunnerException if a unit has more than 16 MiB
     */
    List<byte[]> next(byte[] bytes) {
        List<byte[]> units = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (form == Form.UNKNOWN) {
                form = formOf(bytes[i]);
                start = form == Form.UNKNOWN ? i + 1 : i;
            }
            boolean ends = form == Form.EVENTS ? endsEvent(bytes[i]) : form == Form.VALUES && endsValue(bytes[i]);
            if (ends) {
                open.write(bytes, start, i + 1 - start);
                start = i + 1;
                take(units);
            }
        }
        open.write(bytes, start, bytes.length - start);
        if (open.size() > LONGEST) {
            throw new RunnerException(ErrorCodes.ERROR, "the worker sent an event of more than " + LONGEST + " bytes");
        }
        return units;
    }

    /** The last unit, if the body ends within one. */
    List<byte[]> end() {
        List<byte[]> units = new ArrayList<>();
        take(units);
        return units;
    }

    private void take(List<byte[]> units) {
        byte[] unit = open.toByteArray();
        open.reset();
        for (byte b : unit) {
            if (!isSpace(b)) {
                units.add(unit);
                return;
            }
        }
    }

    private static Form formOf(byte b) {
        return isSpace(b) ? Form.UNKNOWN : b == '{' || b == '[' ? Form.VALUES : Form.EVENTS;
    }

    private boolean endsEvent(byte b) {
        if (b != '\n') {
            lineHasBytes |= b != '\r';
            return false;
        }
        boolean empty = !lineHasBytes;
        lineHasBytes = false;
        return empty;
    }

    /** A value ends with its last bracket; what is no object or array ends with its line. */
    private boolean endsValue(byte b) {
        if (inString) {
            inString = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return false;
        }
        switch (b) {
            case '"' -> inString = depth > 0;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                depth = Math.max(0, depth - 1);
                return depth == 0;
            }
            case '\n' -> {
                return depth == 0;
            }
            default -> {}
        }
        return false;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
