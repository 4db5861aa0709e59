package dev.cocoonsdk.broker.internal.api;

/** Carries an {@link ApiError} to the place that answers the caller. Has no stack trace: it is no bug. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    ApiException(ApiError error) {
        super(error.kind().slug(), null, false, false);
        this.error = error;
    }

    /** The error for the caller. */
    public ApiError error() {
        return error;
    }
}
