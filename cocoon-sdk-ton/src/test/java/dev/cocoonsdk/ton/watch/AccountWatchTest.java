package dev.cocoonsdk.ton.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ManualTimer;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.ScriptedTonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionCells;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountWatchTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final TonAddress ACCOUNT = TonAddress.basechain(Hash256.sha256());
    private static final Duration ROUND = Duration.ofSeconds(10);

    private final ManualTimer timer = new ManualTimer(START);
    private final ScriptedTonApi chain = new ScriptedTonApi(START);
    private final AccountWatch watch = new AccountWatch(chain, timer, new Random(1));
    private final Recorder recorder = new Recorder();

    private static final class Recorder implements AccountListener {
        private final List<String> events = new ArrayList<>();
        private final List<TonTransaction> transactions = new ArrayList<>();
        private @Nullable RuntimeException failure;

        private void note(String event) {
            events.add(event);
            RuntimeException problem = failure;
            if (problem != null) {
                throw problem;
            }
        }

        @Override
        public void initial(AccountState state) {
            note("initial " + state.last().lt());
        }

        @Override
        public void transaction(TonTransaction transaction) {
            transactions.add(transaction);
            note("transaction " + transaction.id().lt());
        }

        @Override
        public void state(AccountState state) {
            note("state " + state.last().lt());
        }
    }

    private TransactionId happens() {
        return chain.transaction(ACCOUNT, TransactionCells.message(NanoTon.of(1), Cell.EMPTY));
    }

    @Test
    void tellsTheStateThenTransactionsOldestFirstThenTheState() {
        happens();
        watch.watch(ACCOUNT, recorder);
        timer.run();
        happens();
        happens();
        timer.advance(ROUND);

        assertThat(recorder.events).containsExactly("initial 10", "transaction 20", "transaction 30", "state 30");
    }

    @Test
    void saysNothingWhileNothingHappensButKnowsTheNewestBlock() {
        WatchedAccount account = watch.watch(ACCOUNT, recorder);
        timer.run();
        chain.time = START.plusSeconds(7);
        timer.advance(ROUND);

        assertThat(recorder.events).containsExactly("initial 0");
        assertThat(Objects.requireNonNull(account.latest()).time()).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void goesOnAfterARememberedTransactionWithoutTheStateOfThatTime() {
        happens();
        TransactionId remembered = happens();
        happens();
        happens();
        watch.watch(ACCOUNT, remembered, recorder);
        timer.run();

        assertThat(recorder.events).containsExactly("transaction 30", "transaction 40", "initial 40");
    }

    @Test
    void tellsEverythingFromTheBeginningIfAsked() {
        happens();
        happens();
        watch.watch(ACCOUNT, TransactionId.NONE, recorder);
        timer.run();

        assertThat(recorder.events).containsExactly("transaction 10", "transaction 20", "initial 20");
    }

    @Test
    void deliversTransactionsThatFailedAndSaysSo() {
        watch.watch(ACCOUNT, recorder);
        timer.run();
        chain.transaction(
                ACCOUNT, TransactionCells.message(NanoTon.of(1), Cell.EMPTY).skipped());
        chain.transaction(
                ACCOUNT, TransactionCells.message(NanoTon.of(1), Cell.EMPTY).failed(1000));
        timer.advance(ROUND);

        assertThat(recorder.transactions)
                .extracting(TonTransaction::outcome)
                .containsExactly(TonTransaction.Outcome.SKIPPED, TonTransaction.Outcome.ABORTED);
    }

    @Test
    void repeatsAPollThatFailed() {
        WatchedAccount account = watch.watch(ACCOUNT, recorder);
        timer.run();
        happens();
        chain.failure = new TonApiException("away", true);
        timer.advance(ROUND);
        int failures = account.failures();
        chain.failure = null;
        timer.advance(ROUND);

        assertThat(failures).isPositive();
        assertThat(account.failures()).isZero();
        assertThat(recorder.events).containsExactly("initial 0", "transaction 10", "state 10");
    }

    @Test
    void deliversAgainWhatTheListenerFailedAtAndNothingTwiceThatItTook() {
        watch.watch(ACCOUNT, recorder);
        timer.run();
        happens();
        recorder.failure = new IllegalStateException("disk full");
        timer.advance(ROUND);
        recorder.failure = null;
        timer.advance(ROUND);
        timer.advance(ROUND);

        assertThat(recorder.events).startsWith("initial 0", "transaction 10").endsWith("transaction 10", "state 10");
        assertThat(recorder.events).filteredOn("state 10"::equals).hasSize(1);
    }

    @Test
    void deliversTheStateAgainIfTheListenerFailedAtIt() {
        watch.watch(ACCOUNT, new AccountListener() {
            @Override
            public void initial(AccountState state) {
                recorder.initial(state);
            }

            @Override
            public void transaction(TonTransaction transaction) {
                recorder.transaction(transaction);
                recorder.failure = new IllegalStateException("once");
            }

            @Override
            public void state(AccountState state) {
                RuntimeException problem = recorder.failure;
                recorder.failure = null;
                if (problem != null) {
                    throw problem;
                }
                recorder.state(state);
            }
        });
        timer.run();
        happens();
        timer.advance(ROUND.multipliedBy(2));

        assertThat(recorder.events).containsExactly("initial 0", "transaction 10", "state 10");
    }

    @Test
    void waitsFiveToTenSecondsBetweenRounds() {
        watch.watch(ACCOUNT, recorder);
        for (int round = 0; round < 50; round++) {
            timer.run();
            List<Duration> planned = timer.planned();
            assertThat(planned).hasSize(1);
            assertThat(planned.get(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
            timer.advance(planned.get(0));
        }

        assertThat(chain.polls).isEqualTo(51);
    }

    @Test
    void beginsNoRoundBeforeTheOneBeforeIsOverAndEndsOneThatIsNotAnswered() {
        chain.silent = true;
        watch.watch(ACCOUNT, recorder);
        timer.advance(Duration.ofSeconds(59));
        int pollsWhileWaiting = chain.polls;
        chain.silent = false;
        timer.advance(Duration.ofSeconds(12));

        assertThat(pollsWhileWaiting).isEqualTo(1);
        assertThat(recorder.events).containsExactly("initial 0");
    }

    @Test
    void pollsAtOnceWhenAsked() {
        watch.watch(ACCOUNT, recorder);
        timer.run();
        happens();
        CompletionStage<Void> refreshed = watch.refreshNow();
        timer.run();

        assertThat(refreshed.toCompletableFuture()).isCompleted();
        assertThat(recorder.events).containsExactly("initial 0", "transaction 10", "state 10");
        assertThat(timer.planned()).hasSize(1);
    }

    @Test
    void refusesAnotherHistoryThanTheRememberedOne() {
        happens();
        WatchedAccount account = watch.watch(ACCOUNT, new TransactionId(10, Hash256.sha256()), recorder);
        timer.run();

        assertThat(recorder.events).isEmpty();
        assertThat(account.failures()).isEqualTo(1);
    }

    @Test
    void takesNoStateFromBeforeTheRememberedTransaction() {
        happens();
        WatchedAccount account = watch.watch(ACCOUNT, new TransactionId(20, Hash256.sha256()), recorder);
        timer.run();

        assertThat(recorder.events).isEmpty();
        assertThat(account.latest()).isNull();
    }

    @Test
    void watchesSeveralAccountsInOneRoundAndForgetsClosedOnes() {
        TonAddress other = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
        Recorder second = new Recorder();
        WatchedAccount first = watch.watch(ACCOUNT, recorder);
        watch.watch(other, second);
        timer.run();
        first.close();
        chain.transaction(other, TransactionCells.message(NanoTon.of(1), Cell.EMPTY));
        happens();
        timer.advance(ROUND);

        assertThat(recorder.events).containsExactly("initial 0");
        assertThat(second.events).containsExactly("initial 0", "transaction 10", "state 10");
    }

    @Test
    void aClosedWatchPlansNothingAndTakesNothing() {
        watch.watch(ACCOUNT, recorder);
        timer.run();
        watch.close();

        assertThat(timer.planned()).isEmpty();
        assertThat(watch.refreshNow().toCompletableFuture()).isCompleted();
        assertThatIllegalStateException().isThrownBy(() -> watch.watch(ACCOUNT, recorder));
    }
}
