package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which policies there are, where, and that nothing weaker takes the place of one. */
class PolicyConfigTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final PolicyConfig SIMULATED =
            PolicyConfig.DEFAULT.withSimulatedPlatform(new RootKey.Simulated(point()), CollateralSource.none());

    private static Bytes point() {
        byte[] point = new byte[RootKey.LENGTH];
        point[0] = 4;
        return Bytes.wrap(point);
    }

    @Test
    void everyNameGivesThePolicyOfThatName() {
        for (String name : PolicyConfig.NAMES) {
            assertThat(SIMULATED.policy(name, true).name()).isEqualTo(name);
        }
        assertThat(SIMULATED.policy("any", false)).isSameAs(AttestationPolicy.any());
        assertThat(SIMULATED.policy("tdx", false).name()).isEqualTo("tdx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fake_tdx", "simulated_tdx"})
    void whatProvesNothingIsForTestNetworks(String name) {
        assertThatExceptionOfType(PolicyUnavailableException.class)
                .isThrownBy(() -> SIMULATED.policy(name, false))
                .withMessage("policy " + name
                        + ": for test networks only, because such a quote proves nothing (expected: tdx, or any)");
    }

    @Test
    void aSimulatedPlatformMustBeNamed() {
        assertThatExceptionOfType(PolicyUnavailableException.class)
                .isThrownBy(() -> PolicyConfig.DEFAULT.policy("simulated_tdx", true))
                .withMessage("policy simulated_tdx: needs the root key of a simulated platform");
    }

    @Test
    void aListOfImagesIsNeverDropped() {
        PeerEvidence fake = PeerEvidence.none("worker")
                .withCertificateKey(Hash256.ZERO)
                .withQuote(Bytes.wrap(ReportData.of(Hash256.ZERO)));
        PolicyConfig other = SIMULATED.withImageHashes(Set.of(Hash256.sha256()));
        assertThatExceptionOfType(PolicyUnavailableException.class)
                .isThrownBy(() -> other.policy("any", true))
                .withMessage("policy any: looks at no image, but image_hashes are configured"
                        + " (expected: a policy of quotes, or no list)");
        assertThat(other.policy("fake_tdx", true).evaluate(fake, NOW).message())
                .contains("refused (POLICY) at MEASUREMENTS: image hash");
        assertThat(SIMULATED
                        .withImageHashes(Set.of(ImageHash.FAKE_TDX))
                        .policy("fake_tdx", true)
                        .evaluate(fake, NOW))
                .isInstanceOf(Verdict.Trusted.class);
    }

    @Test
    void namesAreExact() {
        assertThatExceptionOfType(PolicyUnavailableException.class)
                .isThrownBy(() -> PolicyConfig.DEFAULT.check("TDX", true))
                .withMessage("policy TDX: unknown (expected: one of any, fake_tdx, simulated_tdx, tdx)")
                .satisfies(e -> assertThat(e.policy()).isEqualTo("TDX"));
    }

    @Test
    void thePolicyForProductionTakesNoFakeQuoteThoughASimulatedPlatformIsKnown() {
        PeerEvidence fake = PeerEvidence.none("worker").withQuote(Bytes.wrap(new byte[ReportData.LENGTH]));
        assertThat(SIMULATED.policy("tdx", true).evaluate(fake, NOW).isAccepted())
                .isFalse();
    }
}
