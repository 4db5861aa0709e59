package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void aRejectionNamesPeerStepFieldExpectedActualAndClass() {
        Verdict.Rejected rejected = new Verdict.Rejected(
                "worker 192.0.2.1:7",
                VerificationStep.TCB_LEVEL,
                "status",
                "UpToDate",
                "OutOfDate",
                FailureClass.OUTDATED,
                false);

        assertThat(rejected.isAccepted()).isFalse();
        assertThat(rejected.assurance()).isEqualTo(AssuranceLevel.NONE);
        assertThat(rejected.message())
                .isEqualTo(
                        "worker 192.0.2.1:7: refused (OUTDATED) at TCB_LEVEL: status: OutOfDate (expected: UpToDate)");
    }

    @Test
    void trustCarriesWhatWasLearned() {
        Verdict.Trusted trusted = new Verdict.Trusted("proxy", AssuranceLevel.SIMULATED, Hash256.ZERO, LATER);

        assertThat(trusted.isAccepted()).isTrue();
        assertThat(trusted.assurance()).isEqualTo(AssuranceLevel.SIMULATED);
        assertThat(trusted.imageHash()).isEqualTo(Hash256.ZERO);
        assertThat(trusted.validUntil()).isEqualTo(LATER);
        assertThat(trusted.message()).startsWith("proxy: verified, SIMULATED, image 0000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verdict.Trusted("proxy", AssuranceLevel.NONE, Hash256.ZERO, LATER));
    }

    @Test
    void nobodyOutsideThisPackageCanMakeATrustedVerdict() {
        assertThat(Arrays.stream(Verdict.Trusted.class.getDeclaredConstructors())
                        .filter(constructor -> Modifier.isPublic(constructor.getModifiers())
                                || Modifier.isProtected(constructor.getModifiers())))
                .isEmpty();
        assertThat(Arrays.stream(Verdict.Trusted.class.getDeclaredMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers())
                                && method.getReturnType() == Verdict.Trusted.class))
                .isEmpty();
        assertThat(Verdict.Trusted.class).isFinal();
        assertThat(Verdict.class.isSealed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, true",
        "NONE, SIMULATED, false",
        "NONE, HARDWARE_TEE, false",
        "SIMULATED, NONE, true",
        "SIMULATED, SIMULATED, true",
        "SIMULATED, HARDWARE_TEE, false",
        "HARDWARE_TEE, NONE, true",
        "HARDWARE_TEE, SIMULATED, true",
        "HARDWARE_TEE, HARDWARE_TEE, true"
    })
    void aLevelSatisfiesWeakerDemands(AssuranceLevel level, AssuranceLevel demanded, boolean satisfied) {
        assertThat(level.satisfies(demanded)).isEqualTo(satisfied);
    }
}
