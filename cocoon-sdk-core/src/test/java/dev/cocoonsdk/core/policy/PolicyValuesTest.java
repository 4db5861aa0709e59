package dev.cocoonsdk.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The policies as values. */
class PolicyValuesTest {

    private static final RandomGenerator RANDOM = new SplittableRandom(7);

    @Test
    void exponentialPausesDoubleUpToTheLongest() {
        Backoff backoff = Backoff.exponential(Duration.ofMillis(250), Duration.ofSeconds(1));

        assertThat(IntStream.rangeClosed(1, 5).mapToObj(n -> backoff.delay(n, RANDOM)))
                .containsExactlyElementsOf(List.of(
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)));
        assertThat(backoff.delay(Integer.MAX_VALUE, RANDOM)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void jitterStaysWithinItsRateAndUsesTheGivenRandomness() {
        Backoff backoff = Backoff.fixed(Duration.ofSeconds(10)).withJitter(0.5);

        List<Duration> pauses =
                IntStream.range(0, 1000).mapToObj(i -> backoff.delay(1, RANDOM)).toList();

        assertThat(pauses)
                .allMatch(pause ->
                        pause.compareTo(Duration.ofSeconds(5)) >= 0 && pause.compareTo(Duration.ofSeconds(15)) <= 0);
        assertThat(pauses.stream().distinct().count()).isGreaterThan(900);
        assertThat(backoff.delay(1, new SplittableRandom(1))).isEqualTo(backoff.delay(1, new SplittableRandom(1)));
    }

    @Test
    void aBudgetGivesOutItsTokensAndEarnsThemBackBySuccess() {
        RetryBudget budget = RetryBudget.of(2, 0.5);

        assertThat(budget.tryTake()).isTrue();
        assertThat(budget.tryTake()).isTrue();
        assertThat(budget.tryTake()).isFalse();
        budget.onSuccess();
        assertThat(budget.tryTake()).isFalse();
        budget.onSuccess();
        assertThat(budget.tryTake()).isTrue();
        for (int i = 0; i < 100; i++) {
            budget.onSuccess();
        }
        assertThat(budget.left()).isEqualTo(2);
    }

    @Test
    void valuesOutOfRangeAreRefusedWithTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadlines.DEFAULT.withIdle(Duration.ZERO))
                .withMessage("idle: PT0S (expected: a positive duration)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.none().withMaxAttempts(0))
                .withMessage("maxAttempts: 0 (expected: >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backoff.fixed(Duration.ofSeconds(1)).withJitter(1.5))
                .withMessage("rate: 1.5 (expected: 0 to 1)");
        assertThatIllegalArgumentException().isThrownBy(() -> PriceCap.ofCoefficient(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> RetryBudget.of(-1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
