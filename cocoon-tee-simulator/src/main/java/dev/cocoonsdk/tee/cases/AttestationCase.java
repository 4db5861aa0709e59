package dev.cocoonsdk.tee.cases;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One quote with its circumstances, and what must come of judging it under the simulated root of {@link AttestationCases#root()}.
 *
 * @param name unique, in lower case with hyphens
 * @param broken the one thing that differs from a good quote, for people
 * @param at the time of the check
 * @param certificateKey Ed25519 key of the peer's certificate
 * @param quote the quote
 * @param collateral what the source has, or null if it has nothing
 * @param policy what the policy asks for beyond the default; empty for nothing. Members: {@code image_hashes}, {@code mrtds}, {@code
 *     rtmrs}, {@code mrseams}, {@code minimum_tcb_evaluation}, {@code minimum_tcb_date}
 * @param expected the refusal, or null if the quote must be trusted
 */
public record AttestationCase(
        String name,
        String broken,
        Instant at,
        Hash256 certificateKey,
        Bytes quote,
        @Nullable Collateral collateral,
        JsonObject policy,
        @Nullable Expected expected) {

    /**
     * A refusal.
     *
     * @param step the first step that fails
     * @param field what it looked at
     * @param failure the class of the failure
     */
    public record Expected(VerificationStep step, String field, FailureClass failure) {

        /** Exit code of {@code ./cocoon verify quote}. */
        public int exitCode() {
            return switch (failure) {
                case MALFORMED -> 10;
                case FORGED, REVOKED -> 20;
                case OUTDATED, POLICY, COLLATERAL_EXPIRED, CLOCK -> 30;
                case COLLATERAL_MISSING -> 40;
            };
        }
    }

    /** The evidence to judge. */
    public PeerEvidence evidence() {
        return PeerEvidence.none("simulated peer")
                .withCertificateKey(certificateKey)
                .withQuote(quote);
    }

    /** The source to judge it with; gives what it has for whatever platform. */
    public CollateralSource source() {
        Collateral found = collateral;
        return found == null ? CollateralSource.none() : platform -> found;
    }

    @Override
    public String toString() {
        return name;
    }
}
