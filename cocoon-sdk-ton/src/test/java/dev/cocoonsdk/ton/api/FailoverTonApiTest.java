package dev.cocoonsdk.ton.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ManualTimer;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FailoverTonApiTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final TonAddress ACCOUNT = TonAddress.basechain(Hash256.sha256());
    private static final TonApiException AWAY = new TonApiException(Reason.UNREACHABLE, "away", true, null);

    private final ManualTimer clock = new ManualTimer(START);
    private final ScriptedTonApi first = new ScriptedTonApi(START);
    private final ScriptedTonApi second = new ScriptedTonApi(START);
    private final FailoverTonApi api =
            new FailoverTonApi(List.of(new ApiEndpoint("first", first), new ApiEndpoint("second", second)), clock);

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static TonApiException failure(CompletionStage<?> stage) {
        return (TonApiException) assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> get(stage))
                .actual()
                .getCause();
    }

    private static void happens(ScriptedTonApi chain) {
        chain.transaction(ACCOUNT, TransactionCells.message(NanoTon.of(1), Cell.EMPTY));
    }

    @Test
    void asksTheFirstEndpointWhileItIsWell() {
        get(api.account(ACCOUNT));
        get(api.account(ACCOUNT));

        assertThat(first.polls).isEqualTo(2);
        assertThat(second.polls).isZero();
    }

    @Test
    void asksTheNextOneAndLeavesTheFailedOneAloneForAWhile() {
        first.failure = AWAY;
        get(api.account(ACCOUNT));
        get(api.account(ACCOUNT));
        int pollsWhileAvoided = first.polls;
        first.failure = null;
        clock.advance(Duration.ofSeconds(2));
        get(api.account(ACCOUNT));

        assertThat(pollsWhileAvoided).isEqualTo(1);
        assertThat(second.polls).isEqualTo(2);
        assertThat(first.polls).isEqualTo(2);
    }

    @Test
    void anAvoidedEndpointIsStillBetterThanNone() {
        first.failure = AWAY;
        get(api.account(ACCOUNT));
        first.failure = null;
        second.failure = AWAY;

        assertThat(get(api.account(ACCOUNT)).address()).isEqualTo(ACCOUNT);
    }

    @Test
    void whenAllFailTheErrorSaysWhetherToRetry() {
        first.failure = AWAY;
        second.failure = new TonApiException(Reason.REFUSED, "no", false, null);

        assertThat(failure(api.account(ACCOUNT)).retryMayHelp()).isTrue();
    }

    @Test
    void neverGivesAnOlderStateThanBefore() {
        happens(first);
        happens(first);
        get(api.account(ACCOUNT));
        first.failure = AWAY;
        happens(second);
        TonApiException behind = failure(api.account(ACCOUNT));
        happens(second);
        AccountState caughtUp = get(api.account(ACCOUNT));

        assertThat(behind.retryMayHelp()).isTrue();
        assertThat(caughtUp.last().lt()).isEqualTo(20);
    }

    @Test
    void givesNoHistoryThatEndsBeforeAKnownState() {
        happens(first);
        happens(first);
        get(api.account(ACCOUNT));
        first.failure = AWAY;
        happens(second);

        assertThat(failure(api.transactionsSince(ACCOUNT, TransactionId.NONE)).retryMayHelp())
                .isTrue();
    }

    @Test
    void refusesAnotherHistoryThanToldBefore() {
        happens(first);
        get(api.account(ACCOUNT));
        first.failure = new TonApiException(Reason.UNSUPPORTED, "broken", false, null);
        second.transaction(ACCOUNT, TransactionCells.message(NanoTon.of(2), Cell.EMPTY));

        assertThat(failure(api.account(ACCOUNT)).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theChainsTimeNeverGoesBack() {
        get(api.masterchainTime());
        first.failure = AWAY;
        second.time = START.minusSeconds(20);

        assertThat(get(api.masterchainTime())).isEqualTo(START);
    }

    @Test
    void messagesGoToAllAndOneTakerIsEnough() {
        first.failure = AWAY;
        get(api.send(Cell.EMPTY));
        second.failure = AWAY;

        assertThat(first.sent).hasSize(1);
        assertThat(second.sent).hasSize(1);
        assertThat(failure(api.send(Cell.EMPTY)).reason()).isEqualTo(Reason.UNREACHABLE);
    }
}
