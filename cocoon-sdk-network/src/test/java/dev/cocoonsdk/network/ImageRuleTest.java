package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.CollateralRootHash;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Images, and who measured them. */
class ImageRuleTest {

    private static final Set<Hash256> LISTED = Set.of(ImageHash.FAKE_TDX);
    private static final CollateralRootHash NO_ROOT =
            new CollateralRootHash(Bytes.wrap(new byte[CollateralRootHash.LENGTH]));

    private static final Peer SIMULATED = new Peer(fake(), ImageHash.FAKE_TDX);

    private static Verdict fake() {
        Hash256 key = Hash256.sha256(new byte[1]);
        PeerEvidence evidence =
                PeerEvidence.none("worker").withCertificateKey(key).withQuote(Bytes.wrap(ReportData.of(key)));
        return AttestationPolicy.fakeTdx().evaluate(evidence, ManualClock.START);
    }

    private static Peer vouched(CollateralRootHash root) {
        return new Peer(new Verdict.Vouched("worker", ImageHash.FAKE_TDX), ImageHash.FAKE_TDX, "192.0.2.1", root, null);
    }

    @Test
    void withoutChecksAnythingGoes() {
        assertThat(ImageRule.of(false, true).objection(Peer.UNKNOWN, Set.of())).isNull();
    }

    @Test
    void anImageMustBeListed() {
        ImageRule rule = ImageRule.of(true, true);
        assertThat(rule.objection(SIMULATED, LISTED)).isNull();
        assertThat(rule.objection(SIMULATED, Set.of())).endsWith(" is none of the 0 in the root configuration");
        assertThat(rule.objection(Peer.UNKNOWN, LISTED)).startsWith("image 0000");
    }

    @Test
    void aRouterMustHaveFoundIntelsRootOutsideOfTestNetworks() {
        ImageRule rule = ImageRule.of(true, false);
        assertThat(rule.objection(vouched(RootKey.intel().id()), LISTED)).isNull();
        assertThat(rule.objection(vouched(NO_ROOT), LISTED))
                .startsWith("the router found root key 0000")
                .endsWith(" (expected: " + RootKey.intel().id() + ")");
        assertThat(ImageRule.of(true, true).objection(vouched(NO_ROOT), LISTED)).isNull();
    }

    @Test
    void aSimulatedQuoteIsNoneOutsideOfTestNetworks() {
        assertThat(ImageRule.of(true, false).objection(SIMULATED, LISTED))
                .isEqualTo("a quote of assurance SIMULATED (expected: HARDWARE_TEE)");
    }
}
