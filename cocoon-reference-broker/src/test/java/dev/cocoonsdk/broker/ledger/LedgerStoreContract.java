package dev.cocoonsdk.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerBatch.Stored;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.LedgerStoreException;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger store does. */
abstract class LedgerStoreContract {

    static final TonAddress PROXY = address("proxy");
    static final TonAddress ALICE = address("alice");
    static final TonAddress BOB = address("bob");

    LedgerStore store;

    /** Opens the same ledger each time, for a test of its own. */
    abstract LedgerStore open();

    /** Whether the store still has what was stored when it was closed. */
    boolean isDurable() {
        return true;
    }

    static TonAddress address(String name) {
        return TonAddress.basechain(Hash256.sha256(Bytes.utf8(name).toByteArray()));
    }

    static Change change(Party party, TonAddress owner, long added, long total) {
        return new Change(party, owner, TokenCount.of(added), TokenCount.of(total));
    }

    static LedgerBatch batch(long number, Change... changes) {
        return new LedgerBatch(number, Arrays.asList(changes));
    }

    static void wait(CompletionStage<Void> stage) throws Exception {
        try {
            stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("the store did not answer", e);
        }
    }

    @BeforeEach
    void open_the_store() {
        store = open();
    }

    @AfterEach
    void close_the_store() {
        store.close();
    }

    private void restart() {
        if (isDurable()) {
            store.close();
            store = open();
        }
    }

    @Test
    void a_new_ledger_is_empty() {
        assertThat(store.load()).isEqualTo(LedgerContent.EMPTY);
    }

    @Test
    void counters_notes_and_the_state_number_are_there_after_a_restart() throws Exception {
        wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5), change(Party.WORKER, ALICE, 7, 7))));
        wait(store.commit(new LedgerBatch(
                2,
                List.of(change(Party.CLIENT, ALICE, 1, 6)),
                Map.of("session", Bytes.utf8("s"), "empty", Bytes.EMPTY))));

        restart();

        LedgerContent content = store.load();
        assertThat(content.counters())
                .containsExactlyInAnyOrder(
                        new Stored(Party.CLIENT, ALICE, TokenCount.of(6)),
                        new Stored(Party.WORKER, ALICE, TokenCount.of(7)));
        assertThat(content.notes()).isEqualTo(Map.of("session", Bytes.utf8("s"), "empty", Bytes.EMPTY));
        assertThat(content.lastStateNumber()).isEqualTo(2);
    }

    @Test
    void a_note_is_replaced_and_removed() throws Exception {
        wait(store.commit(new LedgerBatch(1, List.of(), Map.of("a", Bytes.utf8("1"), "b", Bytes.utf8("2")))));
        wait(store.commit(new LedgerBatch(2, List.of(), Map.of("a", Bytes.utf8("3")))));
        wait(store.commit(new LedgerBatch(3, List.of(), Collections.singletonMap("b", null))));
        wait(store.commit(new LedgerBatch(4, List.of(), Collections.singletonMap("never there", null))));

        restart();

        assertThat(store.load().notes()).isEqualTo(Map.of("a", Bytes.utf8("3")));
    }

    @Test
    void a_repeated_batch_is_acknowledged_and_stored_once() throws Exception {
        LedgerBatch first = new LedgerBatch(
                1, List.of(change(Party.CLIENT, ALICE, 5, 5)), Map.of("n", Bytes.utf8("1"), "m", Bytes.utf8("2")));
        wait(store.commit(first));
        wait(store.commit(first));
        restart();
        wait(store.commit(first));

        assertThat(store.load().lastStateNumber()).isEqualTo(1);
        wait(store.commit(batch(2, change(Party.CLIENT, ALICE, 1, 6))));
        assertThat(store.load().counters()).containsExactly(new Stored(Party.CLIENT, ALICE, TokenCount.of(6)));
    }

    @Test
    void another_batch_under_a_used_number_is_refused() throws Exception {
        wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5))));

        assertThatThrownBy(() -> wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 6, 6)))))
                .isInstanceOf(LedgerStoreException.class)
                .hasMessageContaining("state number 1 (expected: 2)");
        assertThat(store.load().counters()).containsExactly(new Stored(Party.CLIENT, ALICE, TokenCount.of(5)));
    }

    @Test
    void a_gap_in_the_state_numbers_is_refused() {
        assertThatThrownBy(() -> wait(store.commit(batch(2, change(Party.CLIENT, ALICE, 5, 5)))))
                .isInstanceOf(LedgerStoreException.class);
        assertThat(store.load()).isEqualTo(LedgerContent.EMPTY);
    }

    @Test
    void a_batch_that_would_decrease_a_counter_is_refused_as_a_whole() throws Exception {
        wait(store.commit(batch(1, change(Party.CLIENT, ALICE, 5, 5))));

        assertThatThrownBy(() -> wait(store.commit(new LedgerBatch(
                        2,
                        List.of(change(Party.CLIENT, BOB, 9, 9), change(Party.CLIENT, ALICE, 0, 4)),
                        Map.of("n", Bytes.utf8("x"))))))
                .isInstanceOf(Exception.class);

        LedgerContent content = store.load();
        assertThat(content.counters()).containsExactly(new Stored(Party.CLIENT, ALICE, TokenCount.of(5)));
        assertThat(content.notes()).isEmpty();
        assertThat(content.lastStateNumber()).isEqualTo(1);
        wait(store.commit(batch(2, change(Party.CLIENT, ALICE, 1, 6))));
    }

    @Test
    void the_largest_counter_fits() throws Exception {
        wait(store.commit(batch(1, change(Party.WORKER, BOB, Long.MAX_VALUE, Long.MAX_VALUE))));
        restart();
        assertThat(store.load().counters())
                .containsExactly(new Stored(Party.WORKER, BOB, TokenCount.of(Long.MAX_VALUE)));
    }

    @Test
    void batches_handed_over_without_waiting_are_all_stored_before_the_store_closes() throws Exception {
        List<CompletionStage<Void>> acks = new ArrayList<>();
        for (int n = 1; n <= 200; n++) {
            acks.add(store.commit(batch(n, change(Party.CLIENT, ALICE, 1, n), change(Party.WORKER, BOB, 2, 2L * n))));
        }
        restart();
        for (CompletionStage<Void> ack : acks) {
            wait(ack);
        }
        assertThat(store.load().lastStateNumber()).isEqualTo(200);
        assertThat(store.load().counters())
                .contains(
                        new Stored(Party.CLIENT, ALICE, TokenCount.of(200)),
                        new Stored(Party.WORKER, BOB, TokenCount.of(400)));
    }
}
