package dev.cocoonsdk.provider;

/** A configuration that cannot be used. The message names the member and what is expected, never a secret. */
public final class ProviderConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for the person who wrote the configuration. */
    public ProviderConfigException(String message) {
        super(message);
    }

    /** With a message for the person who wrote the configuration, and what led to it. */
    public ProviderConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
