package dev.cocoonsdk.provider.internal.minilm;

/** The embedded model cannot be loaded or run. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
