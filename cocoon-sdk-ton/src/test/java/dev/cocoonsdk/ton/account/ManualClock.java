package dev.cocoonsdk.ton.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the test says so. */
final class ManualClock implements InstantSource {

    private Instant now = AccountFixture.START;

    void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
