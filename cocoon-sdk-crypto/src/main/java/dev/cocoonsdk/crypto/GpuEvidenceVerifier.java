package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import java.time.Instant;

/**
 * The place of a verifier of GPU evidence; this SDK has none. {@code docs/gpu-and-other-tees.md} says what one takes. Whatever it finds,
 * the {@link AssuranceLevel} of the peer stays that of its quote: a claim about a GPU ranks no higher.
 *
 * <p>Implementations are thread-safe and total.
 */
public interface GpuEvidenceVerifier {

    /** Most bytes of evidence that may be given. */
    int MAX_EVIDENCE_LENGTH = 1 << 20;

    /** What a claim is worth. */
    enum Standing {
        /** Said by the attested software, shown to people, checked by nobody here. */
        CLAIMED_UNVERIFIED,
        /** Checked by the verifier that {@link Finding#verifier()} names. */
        CHECKED,
        /** Checked and refused. */
        REFUSED
    }

    /**
     * What is known about a peer's GPUs.
     *
     * @param standing what it is worth
     * @param verifier name of who checked, {@code none} if nobody did
     * @param description one line for people
     */
    record Finding(Standing standing, String verifier, String description) {}

    /**
     * Judges evidence.
     *
     * @param evidence report and certificates in the vendor's format, at most {@value #MAX_EVIDENCE_LENGTH} bytes
     * @param nonce what the report must contain: fresh bytes that bind it to the TD, 32 bytes
     * @param at the time at which certificates must be valid
     */
    Finding verify(Bytes evidence, Bytes nonce, Instant at);

    /** Checks nothing: every claim is {@link Standing#CLAIMED_UNVERIFIED}. */
    static GpuEvidenceVerifier none() {
        return (evidence, nonce, at) -> new Finding(
                Standing.CLAIMED_UNVERIFIED, "none", evidence.length() + " bytes of GPU evidence, claimed, unverified");
    }
}
