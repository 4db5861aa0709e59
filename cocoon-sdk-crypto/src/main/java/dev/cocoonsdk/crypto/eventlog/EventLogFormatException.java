package dev.cocoonsdk.crypto.eventlog;

/** Bytes that should be an event log are not. */
public final class EventLogFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offset;

    EventLogFormatException(String field, int offset, String reason) {
        super("event log: " + field + " at offset " + offset + ": " + reason);
        this.field = field;
        this.offset = offset;
    }

    /** What was being read. */
    public String field() {
        return field;
    }

    /** Where it begins, in bytes from the start of the log. */
    public int offset() {
        return offset;
    }
}
