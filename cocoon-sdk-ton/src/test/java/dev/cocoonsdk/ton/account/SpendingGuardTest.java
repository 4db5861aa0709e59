package dev.cocoonsdk.ton.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.ton.state.StateStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpendingGuardTest {

    private final ManualClock clock = new ManualClock();
    private final StateStore store = StateStore.inMemory();
    private final SpendingLimits limits = SpendingLimits.of(NanoTon.of(10), NanoTon.of(25), NanoTon.of(40));
    private final SpendingGuard guard = new SpendingGuard(limits, clock, store);

    private void spend(SpendingGuard by, long most, long cost) {
        by.admit(NanoTon.of(most)).spent(NanoTon.of(cost));
    }

    @Test
    void refusesACallThatMayCostMoreThanOneCallMay() {
        assertThatExceptionOfType(PriceTooHighException.class)
                .isThrownBy(() -> guard.admit(NanoTon.of(11)))
                .satisfies(e -> assertThat(e.workingPrice()).isEqualTo(NanoTon.of(11)));
    }

    @Test
    void callsUnderWayCountWithTheMostTheyCanCost() {
        guard.admit(NanoTon.of(10));
        guard.admit(NanoTon.of(10));
        assertThatExceptionOfType(InsufficientBalanceException.class)
                .isThrownBy(() -> guard.admit(NanoTon.of(6)))
                .satisfies(e -> assertThat(e.have()).isEqualTo(NanoTon.of(5)));
    }

    @Test
    void whatACallDidNotCostIsFreeAgain() {
        spend(guard, 10, 1);
        spend(guard, 10, 0);
        assertThat(guard.spentToday()).isEqualTo(NanoTon.of(1));
        assertThat(guard.underWay()).isEqualTo(NanoTon.ZERO);
    }

    @Test
    void aCallOfUnknownFateCountsInFull() {
        SpendingGuard.Ticket ticket = guard.admit(NanoTon.of(10));
        ticket.lost();
        ticket.spent(NanoTon.of(1));
        assertThat(guard.spentTotal()).isEqualTo(NanoTon.of(10));
    }

    @Test
    void aDayEndsAndTheTotalDoesNot() {
        spend(guard, 10, 10);
        spend(guard, 10, 10);
        clock.advance(Duration.ofHours(25));
        assertThat(guard.spentToday()).isEqualTo(NanoTon.ZERO);
        spend(guard, 10, 10);
        spend(guard, 10, 10);
        clock.advance(Duration.ofHours(25));
        assertThatExceptionOfType(InsufficientBalanceException.class)
                .isThrownBy(() -> guard.admit(NanoTon.of(1)))
                .withMessageContaining("in total");
    }

    @Test
    void limitsHoldAcrossARestart() {
        spend(guard, 10, 9);
        guard.save();
        SpendingGuard again = new SpendingGuard(limits, clock, store);
        assertThat(again.spentToday()).isEqualTo(NanoTon.of(9));
        assertThat(again.spentTotal()).isEqualTo(NanoTon.of(9));
    }

    @Test
    void aBrokerThatTellsAbsurdCostsGivesNoNewRoom() {
        SpendingGuard.Ticket one = guard.admit(NanoTon.of(10));
        SpendingGuard.Ticket two = guard.admit(NanoTon.of(10));
        one.spent(NanoTon.of(Long.MAX_VALUE));
        two.spent(NanoTon.of(Long.MAX_VALUE));
        assertThat(guard.spentTotal()).isEqualTo(NanoTon.of(Long.MAX_VALUE));
        clock.advance(Duration.ofHours(1));
        assertThatExceptionOfType(InsufficientBalanceException.class).isThrownBy(() -> guard.admit(NanoTon.of(1)));
        clock.advance(Duration.ofHours(25));
        assertThatExceptionOfType(InsufficientBalanceException.class).isThrownBy(() -> guard.admit(NanoTon.of(1)));
    }

    @Test
    void callsUnderWayNeverAddUpToNonsense() {
        SpendingGuard unlimited = new SpendingGuard(SpendingLimits.NONE, clock, store);
        SpendingGuard.Ticket all = unlimited.admit(NanoTon.of(Long.MAX_VALUE));
        assertThatExceptionOfType(InsufficientBalanceException.class).isThrownBy(() -> unlimited.admit(NanoTon.of(1)));
        all.spent(NanoTon.ZERO);
        assertThat(unlimited.underWay()).isEqualTo(NanoTon.ZERO);
    }
}
