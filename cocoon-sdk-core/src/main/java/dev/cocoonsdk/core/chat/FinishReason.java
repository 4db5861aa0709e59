package dev.cocoonsdk.core.chat;

/**
 * Why an answer ended. Open: a server may use values that are not named here.
 *
 * @param value as it stands in JSON
 */
public record FinishReason(String value) {

    /** A natural end or a stop text. */
    public static final FinishReason STOP = new FinishReason("stop");

    /** The limit of tokens. */
    public static final FinishReason LENGTH = new FinishReason("length");

    /** The model calls tools. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");

    /** A filter left something out. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");

    /** The reason with this name. */
    public static FinishReason of(String value) {
        return switch (value) {
            case "stop" -> STOP;
            case "length" -> LENGTH;
            case "tool_calls" -> TOOL_CALLS;
            case "content_filter" -> CONTENT_FILTER;
            default -> new FinishReason(value);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
