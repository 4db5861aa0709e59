package dev.cocoonsdk.ton.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import org.junit.jupiter.api.Test;

class ExposureWatchTest {

    private static final Hash256 ID = Hash256.sha256(new byte[] {1});

    private final ExposureWatch watch = watch(true, 0);

    private static ExposureWatch watch(boolean active, long tolerance) {
        return new ExposureWatch(new ManualClock(), tolerance, active, 0);
    }

    private static ExposureWatch.Call call(ExposureWatch of, long reserved) {
        return of.begin(ID, TokenCount.of(reserved));
    }

    private static void tokens(ExposureWatch.Call call, long tokens) {
        call.completed(TokenCount.of(tokens));
    }

    @Test
    void anHonestBrokerHasNoExcess() {
        ExposureWatch.Call running = call(watch, 500);
        watch.told(null, 0, 400);
        tokens(running, 400);
        watch.told(null, 400, 400);
        watch.charged(400);
        assertThat(watch.excess()).isEqualTo(TokenCount.ZERO);
    }

    @Test
    void everyCounterIsHeldAgainstWhatWasServed() {
        tokens(call(watch, 500), 400);
        watch.told(null, 0, 401);
        assertThat(watch.excess()).isEqualTo(TokenCount.of(1));
        watch.told(null, 403, 0);
        assertThat(watch.excess()).isEqualTo(TokenCount.of(3));
        watch.charged(410);
        assertThat(watch.excess()).isEqualTo(TokenCount.of(10));
    }

    @Test
    void anAnswerIsNotWorthMoreThanItsReservation() {
        tokens(call(watch, 500), 9000);
        watch.told(null, 9000, 9000);
        assertThat(watch.excess()).isEqualTo(TokenCount.of(8500));
    }

    @Test
    void aReceiptBeatsTheFinalInfo() {
        ExposureWatch.Call call = call(watch, 500);
        tokens(call, 450);
        watch.told(null, 450, 450);
        assertThat(watch.excess()).isEqualTo(TokenCount.ZERO);
        call.receipt(TokenCount.of(100));
        assertThat(watch.excess()).isEqualTo(TokenCount.of(350));
    }

    @Test
    void aCallOfUnknownFateMayHaveCostItsReservationAndARefusedOneNothing() {
        call(watch, 500).lost();
        call(watch, 500).refused();
        watch.told(null, 500, 500);
        assertThat(watch.excess()).isEqualTo(TokenCount.ZERO);
        watch.told(null, 501, 501);
        assertThat(watch.excess()).isEqualTo(TokenCount.of(1));
    }

    @Test
    void anExcessThatWasNoticedStays() {
        watch.told(null, 0, 5);
        tokens(call(watch, 500), 500);
        watch.told(null, 0, 6);
        assertThat(watch.excess()).isEqualTo(TokenCount.of(5));
    }

    @Test
    void toleratesWhatThePolicyTolerates() {
        ExposureWatch tolerant = watch(true, 10);
        tolerant.told(null, 0, 10);
        assertThat(tolerant.excess()).isEqualTo(TokenCount.ZERO);
    }

    @Test
    void ofASharedAccountItOnlyRecords() {
        ExposureWatch shared = watch(false, 0);
        shared.told(null, 0, 1000);
        assertThat(shared.excess()).isEqualTo(TokenCount.ZERO);
        assertThat(shared.evidence(AccountFixture.terms()).array("steps")).hasSize(1);
    }

    @Test
    void anAccountThatWasUsedBeforeBeginsAtTheFirstCounter() {
        ExposureWatch late = new ExposureWatch(new ManualClock(), 0, true, -1);
        late.charged(700);
        late.told(null, 900, 1000);
        assertThat(late.excess()).isEqualTo(TokenCount.ZERO);
        late.told(null, 1001, 1001);
        assertThat(late.excess()).isEqualTo(TokenCount.of(1));
    }
}
