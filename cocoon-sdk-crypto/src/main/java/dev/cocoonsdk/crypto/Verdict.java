package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Hash256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of judging a peer. {@link Trusted} cannot be made outside this module's verifier, so that holding one proves a
 * verification.
 */
public sealed interface Verdict {

    /** The peer, as its evidence named it. */
    String peer();

    /** How strong the evidence is; {@link AssuranceLevel#NONE} unless trusted. */
    AssuranceLevel assurance();

    /** Whether the policy lets the connection go on. */
    boolean isAccepted();

    /** One line for people. */
    String message();

    /** The peer's quote was verified and the policy allows what it measures. Immutable. */
    final class Trusted implements Verdict {

        private final String peer;
        private final AssuranceLevel assurance;
        private final Hash256 imageHash;
        private final Instant validUntil;
        private final @Nullable QuoteFacts facts;

        /** For the verifier only. */
        Trusted(String peer, AssuranceLevel assurance, QuoteFacts facts, Instant validUntil) {
            this(peer, assurance, facts.imageHash(), validUntil, facts);
        }

        /** For the fake policy, which knows no more than the image. */
        Trusted(String peer, AssuranceLevel assurance, Hash256 imageHash, Instant validUntil) {
            this(peer, assurance, imageHash, validUntil, null);
        }

        private Trusted(
                String peer,
                AssuranceLevel assurance,
                Hash256 imageHash,
                Instant validUntil,
                @Nullable QuoteFacts facts) {
            if (assurance == AssuranceLevel.NONE) {
                throw new IllegalArgumentException("assurance: NONE (expected: what the quote proves)");
            }
            this.peer = peer;
            this.assurance = assurance;
            this.imageHash = imageHash;
            this.validUntil = validUntil;
            this.facts = facts;
        }

        @Override
        public String peer() {
            return peer;
        }

        @Override
        public AssuranceLevel assurance() {
            return assurance;
        }

        @Override
        public boolean isAccepted() {
            return true;
        }

        /** Hash of everything that was measured ({@code docs/protocol/attestation.md} 6). */
        public Hash256 imageHash() {
            return imageHash;
        }

        /** When the peer must be judged anew: collateral or a certificate expires, or the policy's age of verdicts ends. */
        public Instant validUntil() {
            return validUntil;
        }

        /** What the verification taught; null under the policy {@code fake_tdx}, which verifies nothing. */
        public @Nullable QuoteFacts facts() {
            return facts;
        }

        @Override
        public String message() {
            return peer + ": verified, " + assurance + ", image " + imageHash + ", until " + validUntil;
        }

        @Override
        public String toString() {
            return "Trusted[" + message() + "]";
        }
    }

    /**
     * The policy accepts the peer without evidence. Nothing is known about it.
     *
     * @param peer the peer
     * @param policy name of the policy that asks for nothing
     */
    record Unattested(String peer, String policy) implements Verdict {

        @Override
        public AssuranceLevel assurance() {
            return AssuranceLevel.NONE;
        }

        @Override
        public boolean isAccepted() {
            return true;
        }

        @Override
        public String message() {
            return peer + ": accepted without attestation by policy " + policy;
        }
    }

    /**
     * A router in front of this side accepted the peer by a policy of its own and says what it found ({@code docs/protocol/wire.md} 3.3).
     * Nothing was verified here.
     *
     * @param peer the peer
     * @param imageHash what the router says that the peer runs; all zero without attestation
     */
    record Vouched(String peer, Hash256 imageHash) implements Verdict {

        @Override
        public AssuranceLevel assurance() {
            return AssuranceLevel.NONE;
        }

        @Override
        public boolean isAccepted() {
            return true;
        }

        @Override
        public String message() {
            return peer + ": accepted by the router, which says image " + imageHash;
        }
    }

    /**
     * The peer must not be talked to.
     *
     * @param peer the peer
     * @param step the first step that failed
     * @param field what was looked at
     * @param expected what it should have been
     * @param actual what it was
     * @param failure what the failure says about the peer
     * @param retryMayHelp whether judging the same evidence again may succeed, after collateral or the clock was refreshed
     */
    record Rejected(
            String peer,
            VerificationStep step,
            String field,
            String expected,
            String actual,
            FailureClass failure,
            boolean retryMayHelp)
            implements Verdict {

        @Override
        public AssuranceLevel assurance() {
            return AssuranceLevel.NONE;
        }

        @Override
        public boolean isAccepted() {
            return false;
        }

        @Override
        public String message() {
            return peer + ": refused (" + failure + ") at " + step + ": " + field + ": " + actual + " (expected: "
                    + expected + ")";
        }
    }
}
