package dev.cocoonsdk.network.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RateCounterTest {

    private final AtomicLong now = new AtomicLong();
    private final RateCounter counter = new RateCounter(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void a_new_counter_shows_zeros() {
        assertThat(counter.toJson().toJson())
                .isEqualTo("[0.000000,0.000000,0.000000,0.000000,0.000000,0.000000,0.000000]");
    }

    @Test
    void what_was_just_counted_stands_in_every_window() {
        counter.add(3600);

        assertThat(counter.total()).isEqualTo(3600);
        assertThat(counter.toJson().toJson())
                .isEqualTo("[3600.000000,3600.000000,360.000000,60.000000,6.000000,1.000000,0.041667]");
    }

    @Test
    void after_a_window_a_share_of_one_over_e_is_left_in_it_and_the_total_stays() {
        counter.add(60);
        pass(Duration.ofMinutes(1));

        assertThat(counter.total()).isEqualTo(60);
        assertThat(counter.perSecond(2)).isCloseTo(1 / Math.E, within(1e-12));
    }

    @Test
    void a_steady_stream_gives_its_rate() {
        for (int i = 0; i < 60_000; i++) {
            pass(Duration.ofMillis(100));
            counter.add(0.5);
        }

        assertThat(counter.perSecond(1)).isCloseTo(5, within(0.05));
        assertThat(counter.perSecond(3)).isCloseTo(5, within(0.01));
    }

    @Test
    void what_is_no_number_is_not_counted() {
        counter.add(Double.NaN);
        counter.add(Double.POSITIVE_INFINITY);
        counter.increment();

        assertThat(counter.total()).isEqualTo(1);
    }

    @Test
    void a_clock_that_steps_back_changes_nothing() {
        counter.add(10);
        now.set(-1_000_000_000L);

        assertThat(counter.perSecond(0)).isEqualTo(10);
    }

    @Property
    void looking_in_between_changes_no_rate(
            @ForAll @DoubleRange(max = 1e9) double amount, @ForAll @IntRange(max = 100_000) int millis) {
        RateCounter watched = new RateCounter(now::get);
        RateCounter unwatched = new RateCounter(now::get);
        watched.add(amount);
        unwatched.add(amount);
        pass(Duration.ofMillis(millis));
        assertThat(watched.toJson().items()).hasSize(7);
        pass(Duration.ofMillis(millis));

        for (int i = 0; i < RateCounter.WINDOWS.size(); i++) {
            assertThat(watched.perSecond(i)).isCloseTo(unwatched.perSecond(i), within(1e-9 * (1 + amount)));
        }
    }
}
