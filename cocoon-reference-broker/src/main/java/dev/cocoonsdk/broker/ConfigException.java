package dev.cocoonsdk.broker;

/** A configuration that cannot be used. The message names the field and what is expected, never a secret. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for the person who wrote the configuration. */
    public ConfigException(String message) {
        super(message);
    }

    /** With a message for the person who wrote the configuration, and what led to it. */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
