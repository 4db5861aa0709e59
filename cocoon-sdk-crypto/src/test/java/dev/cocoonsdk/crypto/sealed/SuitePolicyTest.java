package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuitePolicyTest {

    private final RecipientKey weak =
            new SealedStage(SealSuite.X25519, 1).recipients().get(0);
    private final RecipientKey strong =
            new SealedStage(SealSuite.X_WING, 1).recipients().get(0);

    @Test
    void theStrongestSuiteIsPreferred() {
        assertThat(SuitePolicy.DEFAULT.choose(List.of(weak, strong))).isEqualTo(strong);
        assertThat(SuitePolicy.DEFAULT.choose(List.of(weak))).isEqualTo(weak);
    }

    @Test
    void aProviderBelowTheMinimumIsNoRecipient() {
        assertThat(new SuitePolicy(SealSuite.X_WING).choose(List.of(weak))).isNull();
        assertThat(new SuitePolicy(SealSuite.X_WING).chooseAll(List.of(List.of(weak))))
                .isEmpty();
    }

    @Test
    void aWeakerProviderIsLeftOutRatherThanTheSuiteLowered() {
        assertThat(SuitePolicy.DEFAULT.chooseAll(List.of(List.of(weak), List.of(weak, strong))))
                .containsExactly(strong);
    }
}
