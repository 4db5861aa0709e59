package dev.cocoonsdk.broker.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TokenPricing;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final TonAddress WALLET = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    private static final TonAddress OWNER = TonAddress.basechain(Hash256.sha256(new byte[] {2}));

    /** Acknowledges when the test says so. */
    private static final class SlowStore implements LedgerStore {
        private final List<LedgerBatch> batches = new ArrayList<>();
        private final List<CompletableFuture<Void>> acks = new ArrayList<>();

        @Override
        public LedgerContent load() {
            return LedgerContent.EMPTY;
        }

        @Override
        public CompletionStage<Void> commit(LedgerBatch batch) {
            batches.add(batch);
            CompletableFuture<Void> ack = new CompletableFuture<>();
            acks.add(ack);
            return ack;
        }

        @Override
        public void close() {}
    }

    private static ClientAccount account(long balance, long stake, long used) {
        return new ClientAccount(
                WALLET,
                Hash256.ZERO,
                NanoTon.of(balance),
                NanoTon.of(stake),
                TokenCount.of(used),
                ClientAccount.State.RUNNING);
    }

    private static Ledger ledger(LedgerStore store, long price) {
        return new Ledger(store, pricing(price), action -> {});
    }

    private static TokenPricing pricing(long price) {
        return new TokenPricing(NanoTon.of(price), NanoTon.of(price), TokenMultipliers.DEFAULT);
    }

    @Test
    void a_charge_is_at_most_the_reservation_and_counts_for_both() {
        Ledger ledger = ledger(new InMemoryLedgerStore(), 1);
        ClientAccount account = account(1000, 1000, 0);
        TokenCounter worker = ledger.worker(OWNER);

        Reservation reservation = ledger.reserve(account, 300);
        assertThat(ledger.available(account)).isEqualTo(700);
        long charged = ledger.settle(reservation, worker, 9999);

        assertThat(charged).isEqualTo(300);
        assertThat(ledger.available(account)).isEqualTo(700);
        assertThat(ledger.levels(ledger.client(account)).max()).isEqualTo(300);
        assertThat(ledger.levels(worker).max()).isEqualTo(300);
    }

    @Test
    void a_negative_report_charges_nothing() {
        Ledger ledger = ledger(new InMemoryLedgerStore(), 1);
        Reservation reservation = ledger.reserve(account(1000, 1000, 0), 300);

        assertThat(ledger.settle(reservation, ledger.worker(OWNER), -5)).isZero();
    }

    @Test
    void a_reservation_is_given_back_once_only() {
        Ledger ledger = ledger(new InMemoryLedgerStore(), 1);
        ClientAccount account = account(1000, 1000, 0);
        Reservation reservation = ledger.reserve(account, 300);

        ledger.release(reservation);
        ledger.release(reservation);

        assertThat(ledger.settle(reservation, ledger.worker(OWNER), 10)).isZero();
        assertThat(ledger.available(account)).isEqualTo(1000);
        assertThat(ledger.levels(reservation.client()).running()).isZero();
    }

    @Test
    void more_than_is_available_is_not_reserved() {
        Ledger ledger = ledger(new InMemoryLedgerStore(), 1);
        ClientAccount account = account(1000, 500, 0);

        assertThat(ledger.reserve(account, 501)).isNull();
        assertThat(ledger.reserve(account, 500)).isNotNull();
        assertThat(ledger.reserve(account, 1)).isNull();
        assertThat(ledger.reserve(account, -1)).isNull();
    }

    @Test
    void what_the_chain_has_charged_lifts_every_level() {
        Ledger ledger = ledger(new InMemoryLedgerStore(), 1);
        ClientAccount account = account(1000, 500, 70);

        TokenCounter.Levels levels = ledger.levels(ledger.client(account));

        assertThat(levels.max()).isEqualTo(70);
        assertThat(levels.chain()).isEqualTo(70);
        assertThat(ledger.available(account)).isEqualTo(500);
    }

    @Test
    void levels_move_only_when_the_store_and_the_chain_confirm() {
        SlowStore store = new SlowStore();
        Ledger ledger = ledger(store, 1);
        ClientAccount account = account(1000, 1000, 0);
        TokenCounter client = ledger.client(account);
        AtomicBoolean stored = new AtomicBoolean();

        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 60);
        ledger.whenStored(() -> stored.set(true));

        assertThat(ledger.levels(client)).extracting("max", "db", "chain").containsExactly(60L, 0L, 0L);
        assertThat(ledger.available(account)).isEqualTo(940);
        assertThat(ledger.shownAvailable(account)).isEqualTo(1000);
        assertThat(stored).isFalse();
        store.acks.get(0).complete(null);
        assertThat(stored).isTrue();
        assertThat(ledger.shownAvailable(account)).isEqualTo(940);
        assertThat(ledger.levels(client)).extracting("max", "db", "chain").containsExactly(60L, 60L, 0L);

        Runnable confirmed = ledger.sealState();
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 5);
        store.acks.get(1).complete(null);
        confirmed.run();
        assertThat(ledger.levels(client)).extracting("max", "db", "chain").containsExactly(65L, 65L, 60L);
    }

    @Test
    void charges_during_a_commit_form_the_next_batch() {
        SlowStore store = new SlowStore();
        Ledger ledger = ledger(store, 1);
        ClientAccount account = account(1000, 1000, 0);
        AtomicBoolean third = new AtomicBoolean();

        for (int i = 0; i < 3; i++) {
            ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 10);
        }
        ledger.whenStored(() -> third.set(true));
        assertThat(store.batches).hasSize(1);
        store.acks.get(0).complete(null);

        assertThat(third).isFalse();
        assertThat(store.batches).hasSize(2);
        assertThat(store.batches.get(1).stateNumber()).isEqualTo(2);
        assertThat(store.batches.get(1).changes())
                .containsExactly(
                        new LedgerBatch.Change(Party.CLIENT, WALLET, TokenCount.of(20), TokenCount.of(30)),
                        new LedgerBatch.Change(Party.WORKER, OWNER, TokenCount.of(20), TokenCount.of(30)));
        store.acks.get(1).complete(null);
        assertThat(third).isTrue();
    }

    @Test
    void a_refused_batch_is_handed_over_again() {
        SlowStore store = new SlowStore();
        List<Runnable> later = new ArrayList<>();
        Ledger ledger = new Ledger(store, pricing(1), later::add);
        ClientAccount account = account(1000, 1000, 0);
        AtomicBoolean stored = new AtomicBoolean();
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 10);
        ledger.whenStored(() -> stored.set(true));

        store.acks.get(0).completeExceptionally(new IllegalStateException("disk full"));

        assertThat(ledger.isHealthy()).isFalse();
        assertThat(stored).isFalse();
        later.get(0).run();
        assertThat(store.batches.get(1).changes().get(0).added()).isEqualTo(TokenCount.of(10));
        store.acks.get(1).complete(null);
        assertThat(ledger.isHealthy()).isTrue();
        assertThat(stored).isTrue();
    }

    @Test
    void a_refused_batch_is_repeated_unchanged_and_later_charges_come_in_the_next() {
        SlowStore store = new SlowStore();
        List<Runnable> later = new ArrayList<>();
        Ledger ledger = new Ledger(store, pricing(1), later::add);
        ClientAccount account = account(1000, 1000, 0);
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 10);
        store.acks.get(0).completeExceptionally(new IllegalStateException("connection lost after the commit"));
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 5);
        assertThat(store.batches).hasSize(1);

        later.get(0).run();
        store.acks.get(1).complete(null);

        assertThat(store.batches.get(1)).isEqualTo(store.batches.get(0));
        assertThat(store.batches.get(2).stateNumber()).isEqualTo(2);
        assertThat(store.batches.get(2).changes().get(0).added()).isEqualTo(TokenCount.of(5));
        assertThat(ledger.levels(ledger.client(account)).db()).isEqualTo(10);
    }

    @Test
    void those_who_left_wait_for_nothing() {
        SlowStore store = new SlowStore();
        Ledger ledger = ledger(store, 1);
        ClientAccount account = account(1000, 1000, 0);
        AtomicBoolean told = new AtomicBoolean();
        Runnable action = () -> told.set(true);
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 10);
        ledger.whenStored(action);
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 10);
        Runnable next = () -> told.set(true);
        ledger.whenStored(next);
        assertThat(ledger.waiting()).isEqualTo(2);

        ledger.forget(action);
        ledger.forget(next);

        assertThat(ledger.waiting()).isZero();
        store.acks.get(0).complete(null);
        store.acks.get(1).complete(null);
        assertThat(told).isFalse();
    }

    @Test
    void one_who_fails_keeps_nobody_else_from_being_told_and_the_next_batch_follows() {
        SlowStore store = new SlowStore();
        Ledger ledger = ledger(store, 1);
        ClientAccount account = account(1000, 1000, 0);
        AtomicBoolean told = new AtomicBoolean();
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 10);
        ledger.whenStored(() -> {
            throw new IllegalStateException("a waiter fails on purpose");
        });
        ledger.whenStored(() -> told.set(true));
        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 10);

        store.acks.get(0).complete(null);

        assertThat(told).isTrue();
        assertThat(store.batches).hasSize(2);
    }

    @Test
    void draining_waits_for_the_store_but_not_for_ever() {
        SlowStore store = new SlowStore();
        Ledger ledger = ledger(store, 1);
        ledger.settle(ledger.reserve(account(1000, 1000, 0), 100), ledger.worker(OWNER), 10);

        assertThat(ledger.drain(Duration.ofMillis(1))).isFalse();
        assertThat(ledger.waiting()).isZero();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> ledger.drain(Duration.ofMinutes(1)));
        store.acks.get(0).complete(null);

        assertThat(drained).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(true);
    }

    @Test
    void stored_counters_are_there_after_a_restart() {
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        ClientAccount account = account(1000, 1000, 0);
        Ledger before = ledger(store, 1);
        before.settle(before.reserve(account, 100), before.worker(OWNER), 60);

        Ledger after = ledger(store, 1);

        assertThat(after.levels(after.client(account)))
                .extracting("max", "db", "chain")
                .containsExactly(60L, 60L, 0L);
        assertThat(after.levels(after.worker(OWNER)).db()).isEqualTo(60);
    }

    @Test
    void state_numbers_continue_after_a_restart() {
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        ClientAccount account = account(1000, 1000, 0);
        Ledger before = ledger(store, 1);
        before.settle(before.reserve(account, 100), before.worker(OWNER), 60);
        before.settle(before.reserve(account, 100), before.worker(OWNER), 1);

        Ledger after = ledger(store, 1);
        after.settle(after.reserve(account, 100), after.worker(OWNER), 5);

        assertThat(before.stateNumber()).isEqualTo(2);
        assertThat(after.stateNumber()).isEqualTo(3);
        assertThat(store.load().lastStateNumber()).isEqualTo(3);
    }

    @Test
    void a_note_is_acknowledged_like_a_charge_and_there_after_a_restart() {
        SlowStore slow = new SlowStore();
        Ledger ledger = ledger(slow, 1);
        AtomicInteger told = new AtomicInteger();

        ledger.note("session", Bytes.utf8("a"));
        ledger.whenStored(told::incrementAndGet);

        assertThat(told).hasValue(0);
        assertThat(slow.batches.get(0).notes()).containsExactly(Map.entry("session", Bytes.utf8("a")));
        slow.acks.get(0).complete(null);
        assertThat(told).hasValue(1);

        InMemoryLedgerStore store = new InMemoryLedgerStore();
        ledger(store, 1).note("session", Bytes.utf8("a"));
        Ledger after = ledger(store, 1);
        assertThat(after.notes()).containsExactly(Map.entry("session", Bytes.utf8("a")));
        after.note("session", null);
        assertThat(after.notes()).isEmpty();
        assertThat(ledger(store, 1).notes()).isEmpty();
    }

    @Test
    void notes_join_the_batch_of_the_charges_that_wait_with_them() {
        SlowStore store = new SlowStore();
        Ledger ledger = ledger(store, 1);
        ClientAccount account = account(1000, 1000, 0);
        ledger.note("first", Bytes.EMPTY);

        ledger.settle(ledger.reserve(account, 100), ledger.worker(OWNER), 60);
        ledger.note("second", Bytes.utf8("old"));
        ledger.note("second", Bytes.utf8("new"));
        store.acks.get(0).complete(null);

        assertThat(store.batches).hasSize(2);
        assertThat(store.batches.get(1).changes()).hasSize(2);
        assertThat(store.batches.get(1).notes()).containsExactly(Map.entry("second", Bytes.utf8("new")));
    }

    @Property
    void whatever_happens_nothing_is_overdrawn_and_nothing_stays_reserved(
            @ForAll @Size(max = 60) List<@IntRange(max = 400) Integer> amounts, @ForAll Random random) {
        Ledger ledger = ledger(new InMemoryLedgerStore(), 1);
        ClientAccount account = account(2000, 1500, 0);
        List<Reservation> open = new ArrayList<>();
        for (int amount : amounts) {
            Reservation reservation = ledger.reserve(account, amount);
            if (reservation != null) {
                open.add(reservation);
            }
            if (!open.isEmpty() && random.nextBoolean()) {
                end(ledger, open.remove(random.nextInt(open.size())), random);
            }
            assertThat(ledger.available(account)).isNotNegative();
        }
        open.forEach(reservation -> end(ledger, reservation, random));

        TokenCounter.Levels levels = ledger.levels(ledger.client(account));
        assertThat(levels.reserved()).isZero();
        assertThat(levels.running()).isZero();
        assertThat(levels.max()).isEqualTo(ledger.levels(ledger.worker(OWNER)).max());
    }

    private static void end(Ledger ledger, Reservation reservation, Random random) {
        if (random.nextBoolean()) {
            ledger.release(reservation);
        } else {
            ledger.settle(reservation, ledger.worker(OWNER), random.nextInt(600) - 50);
        }
    }

    @Test
    void many_threads_never_overdraw_an_account() throws Exception {
        Ledger ledger = ledger(new InMemoryLedgerStore(), 1);
        ClientAccount account = account(50_000, 50_000, 0);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                futures.add(pool.submit(client(ledger, account, new Random(i))));
            }
            long charged = 0;
            for (Future<Long> future : futures) {
                charged += future.get();
            }

            assertThat(ledger.levels(ledger.client(account)).max())
                    .isEqualTo(charged)
                    .isLessThanOrEqualTo(50_000);
            assertThat(ledger.levels(ledger.client(account)).reserved()).isZero();
            assertThat(ledger.available(account)).isEqualTo(50_000 - charged);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Callable<Long> client(Ledger ledger, ClientAccount account, Random random) {
        return () -> {
            long charged = 0;
            for (int i = 0; i < 2000; i++) {
                Reservation reservation = ledger.reserve(account, random.nextInt(200));
                if (reservation != null && random.nextBoolean()) {
                    charged += ledger.settle(reservation, ledger.worker(OWNER), random.nextInt(300));
                } else if (reservation != null) {
                    ledger.release(reservation);
                }
            }
            return charged;
        };
    }
}
