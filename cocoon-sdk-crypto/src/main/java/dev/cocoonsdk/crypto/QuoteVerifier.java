package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.internal.dcap.DcapVerifier;
import dev.cocoonsdk.crypto.internal.dcap.DcapVerifier.Genuine;
import dev.cocoonsdk.crypto.internal.dcap.Judged;
import dev.cocoonsdk.crypto.internal.dcap.Refusal;
import java.time.Instant;

/**
 * Verifies TDX quotes ({@code docs/protocol/attestation.md} 9.5). The only maker of a {@link Verdict.Trusted} for a quote.
 *
 * <p>What the quote proves by itself is checked before collateral is asked for, so that missing collateral is said of genuine quotes only;
 * signatures come before levels, dates and the policy. A refusal that other collateral may mend is told to the source, and judged once
 * more if the source says that it is worth it ({@link CollateralSource#rejected}). Results that do not depend on time are remembered by their content. Immutable
 * otherwise, and thread-safe; {@link #verify} may block in the collateral source.
 */
public final class QuoteVerifier {

    private static final QuoteRequirements DEFAULT = new QuoteRequirements();

    private final DcapVerifier dcap;

    private QuoteVerifier(DcapVerifier dcap) {
        this.dcap = dcap;
    }

    /**
     * A verifier.
     *
     * @param root where all certificate chains must end
     * @param collateral where Intel's documents about platforms come from; what it gives is not trusted
     */
    public static QuoteVerifier of(RootKey root, CollateralSource collateral) {
        return new QuoteVerifier(new DcapVerifier(root, collateral));
    }

    /** Where all certificate chains must end. */
    public RootKey rootKey() {
        return dcap.rootKey();
    }

    /**
     * Judges a quote under the default policy: status UpToDate, no DEBUG, no optional attribute, any image.
     *
     * @param evidence with a quote; if there is a certificate's key, the quote must be bound to it, and claims of a router must agree
     * @param at the time at which certificates and collateral must be valid
     */
    public Verdict verify(PeerEvidence evidence, Instant at) {
        return verify(evidence, at, "default", DEFAULT);
    }

    Verdict verify(PeerEvidence evidence, Instant at, String policy, QuoteRequirements wanted) {
        try {
            return judge(evidence, at, policy, wanted);
        } catch (Refusal e) {
            return e.of(evidence.peer());
        }
    }

    private Verdict.Trusted judge(PeerEvidence evidence, Instant at, String policy, QuoteRequirements wanted)
            throws Refusal {
        Bytes quote = evidence.quote();
        if (quote == null) {
            throw Refusal.ofPeer(VerificationStep.QUOTE_FORMAT, "quote", "a TDX quote", "none", FailureClass.POLICY);
        }
        Genuine genuine = dcap.genuine(quote);
        EvidenceBinding.check(evidence, genuine.report(), dcap.rootKey());
        try {
            return judge(evidence.peer(), genuine, at, policy, wanted);
        } catch (Refusal e) {
            if (dcap.rejected(genuine, e)) {
                return judge(evidence.peer(), genuine, at, policy, wanted);
            }
            throw e;
        }
    }

    private Verdict.Trusted judge(String peer, Genuine genuine, Instant at, String policy, QuoteRequirements wanted)
            throws Refusal {
        Judged judged = dcap.judge(genuine);
        LevelCheck levels = new LevelCheck(wanted, judged);
        Instant allowed = levels.statuses(at);
        levels.minimums();
        DcapVerifier.dates(judged, at);
        new ReportCheck(wanted, genuine.report()).check();
        Instant until = earliest(allowed, earliest(judged.end(), at.plus(wanted.maximumAge)));
        return new Verdict.Trusted(peer, dcap.rootKey().assurance(), facts(genuine, judged, policy, at), until);
    }

    private QuoteFacts facts(Genuine genuine, Judged judged, String policy, Instant at) {
        return new QuoteFacts(
                policy,
                at,
                genuine.report(),
                dcap.rootKey().id(),
                judged.fmspc(),
                judged.status(),
                judged.platformStatus(),
                judged.moduleStatus(),
                judged.qeStatus(),
                judged.tcbDate(),
                judged.evaluationNumber(),
                judged.advisories(),
                judged.tcbInfoIssued(),
                judged.end());
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public String toString() {
        return "QuoteVerifier[" + dcap.rootKey() + "]";
    }
}
