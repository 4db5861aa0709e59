package dev.cocoonsdk.crypto;

import java.time.Instant;

/** The policy {@code any}. */
final class AnyPolicy implements AttestationPolicy {

    static final AnyPolicy INSTANCE = new AnyPolicy();

    private AnyPolicy() {}

    @Override
    public String name() {
        return "any";
    }

    @Override
    public Verdict evaluate(PeerEvidence evidence, Instant at) {
        return new Verdict.Unattested(evidence.peer(), name());
    }

    @Override
    public String toString() {
        return "AttestationPolicy[" + name() + "]";
    }
}
