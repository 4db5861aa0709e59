package dev.cocoonsdk.crypto;

import java.time.Instant;

/**
 * What a peer must show to be accepted ({@code docs/protocol/attestation.md} 5). Each port and each connector has one policy.
 *
 * <p>Implementations are immutable and thread-safe. Anyone may write one, for instance to narrow another; only this module's verifier
 * can make a {@link Verdict.Trusted}, so no policy can vouch for a peer without it.
 */
public interface AttestationPolicy {

    /** The name by which configurations and log lines call this policy, such as {@code any}. */
    String name();

    /**
     * Judges a peer. Total: evidence of any content gives a verdict.
     *
     * <p>A policy that needs collateral may fetch it, so call this from a thread that may block, not from an event loop.
     *
     * @param evidence what is known about the peer
     * @param at the time at which certificates, collateral and the verdict must be valid
     */
    Verdict evaluate(PeerEvidence evidence, Instant at);

    /**
     * What acceptance alone promises of any peer: {@link AssuranceLevel#NONE} for a policy that needs no quote, or that says of a genuine
     * enclave not which images are good, since anybody can run one of their own.
     */
    default AssuranceLevel assurance() {
        return AssuranceLevel.NONE;
    }

    /**
     * Accepts every peer without looking at its evidence: always {@link Verdict.Unattested}, with {@link AssuranceLevel#NONE}.
     *
     * <p>For development, and for ports whose peers need no enclave, such as the client port of a broker.
     */
    static AttestationPolicy any() {
        return AnyPolicy.INSTANCE;
    }

    /**
     * Accepts peers that carry a fake quote for their own key ({@code docs/protocol/attestation.md} 7), as test networks do. Such a quote
     * proves nothing, so the verdict is a {@link Verdict.Trusted} with {@link AssuranceLevel#SIMULATED} and {@link ImageHash#FAKE_TDX};
     * a real quote is refused.
     */
    static AttestationPolicy fakeTdx() {
        return FakeTdxPolicy.INSTANCE;
    }
}
