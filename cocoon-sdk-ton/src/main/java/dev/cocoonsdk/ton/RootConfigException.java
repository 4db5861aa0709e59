package dev.cocoonsdk.ton;

/** A root configuration that cannot be read. The message names the member and what was expected. */
public final class RootConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RootConfigException(String problem) {
        super("root configuration: " + problem);
    }
}
