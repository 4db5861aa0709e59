package dev.cocoonsdk.core.error;

import org.jspecify.annotations.Nullable;

/** The request is wrong in itself; repeating it cannot help. Raised before sending where the SDK can see it. */
public final class InvalidRequestException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final @Nullable String expected;

    /**
     * A refused request.
     *
     * @param message what is wrong, without the field's content if that may be user data
     * @param field the request's member, such as {@code messages[0].content}, or null if not known
     * @param expected what would be right, or null if not known
     */
    public InvalidRequestException(String message, @Nullable String field, @Nullable String expected) {
        this(message, field, expected, Acceptance.NOT_ACCEPTED);
    }

    /** The same, with what is known about the work of the other side. */
    public InvalidRequestException(
            String message, @Nullable String field, @Nullable String expected, Acceptance acceptance) {
        super(message, null, acceptance);
        this.field = field;
        this.expected = expected;
    }

    /**
     * A member with a wrong value, with the message {@code "field: found (expected: …)"}.
     *
     * @param found the value, or what kind of value it is if it may be user data
     */
    public static InvalidRequestException of(String field, String found, String expected) {
        return new InvalidRequestException(field + ": " + found + " (expected: " + expected + ")", field, expected);
    }

    /** The request's member, or null if not known. */
    public @Nullable String field() {
        return field;
    }

    /** What would be right, or null if not known. */
    public @Nullable String expected() {
        return expected;
    }
}
