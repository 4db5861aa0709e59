package dev.cocoonsdk.ton.internal;

import java.util.concurrent.CompletionException;

/** What stages fail with. */
public final class Failures {

    private Failures() {}

    /** What really happened, without the wrapping of dependent stages. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
