package dev.cocoonsdk.ton.config;

import org.jspecify.annotations.Nullable;

/** A configuration that cannot be used. The message names the field, what stands there and what is expected, never a secret. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final @Nullable String value;
    private final String expected;

    /**
     * An unusable field.
     *
     * @param field full name, such as {@code reference_broker.accounts[0].address}, or what else cannot be used
     * @param value what stands there or is wrong, fit to be shown; null if it is missing
     * @param expected what can stand there
     */
    public ConfigException(String field, @Nullable String value, String expected) {
        this(field, value, expected, null);
    }

    /** As above, with what led to it; the cause must hold no secret either. */
    public ConfigException(String field, @Nullable String value, String expected, @Nullable Throwable cause) {
        super(field + ": " + (value == null ? "missing" : value) + " (expected: " + expected + ")", cause);
        this.field = field;
        this.value = value;
        this.expected = expected;
    }

    /** The same problem, with the name of the file in front of the field. */
    public ConfigException in(String file) {
        return new ConfigException(file + ": " + field, value, expected, this);
    }

    /** Full name of the field, after the file's name if that is known. */
    public String field() {
        return field;
    }

    /** What stands there, {@code hidden} for what may be a secret; null if it is missing. */
    public @Nullable String value() {
        return value;
    }

    /** What can stand there. */
    public String expected() {
        return expected;
    }
}
