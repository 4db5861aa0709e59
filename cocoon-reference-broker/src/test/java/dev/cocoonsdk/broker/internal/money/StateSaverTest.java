package dev.cocoonsdk.broker.internal.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.internal.money.StateSaver.Verdict;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateSaverTest {

    private static final Hash256 FIRST = Hash256.sha256(new byte[] {1});
    private static final Hash256 SECOND = Hash256.sha256(new byte[] {2});

    private final Map<String, @Nullable Bytes> notes = new HashMap<>();
    private final List<Integer> confirmed = new ArrayList<>();

    @Test
    void a_state_confirms_all_before_it() {
        StateSaver saver = new StateSaver(FIRST);
        saver.next(() -> confirmed.add(1), notes);
        int second = saver.next(() -> confirmed.add(2), notes);
        saver.next(() -> confirmed.add(3), notes);

        assertThat(saver.arrived(second, FIRST, notes)).isEqualTo(Verdict.OWN);

        assertThat(confirmed).containsExactly(1, 2);
        assertThat(saver.pending()).containsExactly(3L);
    }

    @Test
    void after_a_restart_the_former_states_are_known_and_confirm_nothing_of_this_process() {
        new StateSaver(FIRST).next(() -> confirmed.add(1), notes);

        StateSaver saver = StateSaver.load(Map.copyOf(notes), SECOND);
        int own = saver.next(() -> confirmed.add(2), notes);

        assertThat(own).isEqualTo(2);
        assertThat(saver.arrived(1, FIRST, notes)).isEqualTo(Verdict.EARLIER);
        assertThat(saver.isOwnSeen()).isFalse();
        assertThat(saver.arrived(2, SECOND, notes)).isEqualTo(Verdict.OWN);
        assertThat(saver.isOwnSeen()).isTrue();
        assertThat(confirmed).containsExactly(2);
    }

    @Test
    void a_state_that_was_not_noted_or_has_another_hash_is_foreign() {
        StateSaver saver = new StateSaver(FIRST);
        saver.next(() -> confirmed.add(1), notes);

        assertThat(saver.arrived(2, FIRST, notes)).isEqualTo(Verdict.FOREIGN);
        assertThat(saver.arrived(1, SECOND, notes)).isEqualTo(Verdict.FOREIGN);
        assertThat(confirmed).isEmpty();
    }

    @Test
    void a_ledger_that_was_set_back_does_not_know_the_later_state() {
        StateSaver saver = new StateSaver(FIRST);
        saver.next(() -> {}, notes);
        Map<String, Bytes> backup = Map.copyOf(notes);
        saver.next(() -> {}, notes);

        assertThat(StateSaver.load(backup, SECOND).arrived(2, FIRST, notes)).isEqualTo(Verdict.FOREIGN);
    }
}
