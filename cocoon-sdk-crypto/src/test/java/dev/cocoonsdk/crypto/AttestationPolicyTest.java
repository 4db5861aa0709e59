package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttestationPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void anyAcceptsAPeerThatShowsNothingAndSaysThatItKnowsNothing() {
        Verdict verdict = AttestationPolicy.any().evaluate(PeerEvidence.none("worker 192.0.2.1:7"), NOW);

        assertThat(verdict).isEqualTo(new Verdict.Unattested("worker 192.0.2.1:7", "any"));
        assertThat(verdict.isAccepted()).isTrue();
        assertThat(verdict.assurance()).isEqualTo(AssuranceLevel.NONE);
        assertThat(verdict.message()).isEqualTo("worker 192.0.2.1:7: accepted without attestation by policy any");
    }

    @Test
    void anyBelievesNoClaimAndLooksAtNoQuote() {
        PeerEvidence evidence = PeerEvidence.none("proxy")
                .withCertificateKey(Hash256.sha256(new byte[1]))
                .withQuote(Bytes.copyOf(new byte[64]))
                .withClaims(Hash256.sha256(new byte[2]), new CollateralRootHash(Bytes.copyOf(new byte[48])));

        assertThat(AttestationPolicy.any().evaluate(evidence, NOW)).isEqualTo(new Verdict.Unattested("proxy", "any"));
        assertThat(AttestationPolicy.any().name()).isEqualTo("any");
    }

    @Test
    void evidenceKeepsWhatItIsGiven() {
        Hash256 key = Hash256.sha256(new byte[1]);
        Hash256 image = Hash256.sha256(new byte[2]);
        Bytes quote = Bytes.copyOf(new byte[64]);
        CollateralRootHash root = new CollateralRootHash(Bytes.copyOf(new byte[48]));

        assertThat(PeerEvidence.none("p")
                        .withCertificateKey(key)
                        .withQuote(quote)
                        .withClaims(image, root))
                .isEqualTo(new PeerEvidence("p", key, image, quote, root));
    }

    @Test
    void evidenceRefusesAnonymousPeersAndOversizedQuotes() {
        assertThatIllegalArgumentException().isThrownBy(() -> PeerEvidence.none(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerEvidence.none("p").withQuote(Bytes.copyOf(new byte[32_769])))
                .withMessage("quote: 32769 bytes (expected: <= 32768)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CollateralRootHash(Bytes.copyOf(new byte[32])))
                .withMessage("collateral root hash: 32 bytes (expected: 48)");
    }
}
