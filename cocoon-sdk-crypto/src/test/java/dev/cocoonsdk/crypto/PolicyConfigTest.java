package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import java.time.Instant;
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
