package dev.cocoonsdk.network.client;

/** A question to the network has no answer; {@link #failure()} says why. */
public final class NetworkFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient NetworkFailure failure;

    NetworkFailureException(NetworkFailure failure) {
        super(failure.kind() + " " + failure.code() + ": " + failure.message());
        this.failure = failure;
    }

    /** Why. */
    public NetworkFailure failure() {
        return failure;
    }
}
