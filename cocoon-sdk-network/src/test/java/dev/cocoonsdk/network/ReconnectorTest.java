package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectorTest {

    private static final Backoff EXACT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0);

    private final List<Duration> waits = new ArrayList<>();
    private final List<Runnable> scheduled = new ArrayList<>();
    private int attempts;
    private final Reconnector reconnector = new Reconnector(
            EXACT,
            new Random(1),
            (delay, task) -> {
                waits.add(delay);
                scheduled.add(task);
            },
            () -> attempts++);

    @Test
    void waitsLongerAfterEachFailureUpToTheLimit() {
        reconnector.start();
        for (int i = 0; i < 6; i++) {
            reconnector.closed();
            scheduled.get(i).run();
        }
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        assertThat(attempts).isEqualTo(7);
    }

    @Test
    void startsAnewAfterASuccess() {
        reconnector.start();
        reconnector.closed();
        reconnector.closed();
        reconnector.ready();
        reconnector.closed();
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 1L);
    }

    @Test
    void makesNoAttemptAfterStop() {
        reconnector.start();
        reconnector.closed();
        reconnector.stop();
        scheduled.get(0).run();
        reconnector.closed();
        assertThat(attempts).isEqualTo(1);
        assertThat(scheduled).hasSize(1);
    }

    @Test
    void jitterStaysWithinItsShareAndDiffers() {
        Backoff backoff = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(10), 0.25);
        Random random = new Random(2);
        List<Duration> drawn = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            drawn.add(backoff.wait(1, random));
        }
        assertThat(drawn).allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5)));
        assertThat(drawn.stream().distinct().count()).isGreaterThan(90);
        assertThat(backoff.wait(Integer.MAX_VALUE, random)).isLessThan(Duration.ofSeconds(13));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
