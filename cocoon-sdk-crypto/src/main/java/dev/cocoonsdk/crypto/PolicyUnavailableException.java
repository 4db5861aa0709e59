package dev.cocoonsdk.crypto;

/** Thrown when a policy is asked for that this version does not have. */
public final class PolicyUnavailableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String policy;

    PolicyUnavailableException(String policy, String reason) {
        super("policy " + policy + ": " + reason);
        this.policy = policy;
    }

    /** The name that was asked for. */
    public String policy() {
        return policy;
    }
}
