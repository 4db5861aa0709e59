package dev.cocoonsdk.ton.wallet;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What a {@link WalletQueue} runs on.
 *
 * @param timer runs the queue; is not closed by it
 * @param clock local time, for the validity of messages
 * @param random spreads the polls
 * @param busyPoll time between two looks at the chain while transfers are under way
 * @param idlePoll time between two looks otherwise
 */
public record WalletOptions(
        ScheduledExecutorService timer,
        InstantSource clock,
        RandomGenerator random,
        Duration busyPoll,
        Duration idlePoll) {

    private static final Duration BUSY_POLL = Duration.ofSeconds(2);
    private static final Duration IDLE_POLL = Duration.ofSeconds(10);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public WalletOptions {
        if (busyPoll.isNegative() || busyPoll.isZero() || idlePoll.isNegative() || idlePoll.isZero()) {
            throw new IllegalArgumentException("polls: " + busyPoll + ", " + idlePoll + " (expected: > 0)");
        }
    }

    /** The usual polls, 2 and 10 seconds, and the system's clock. */
    public static WalletOptions of(ScheduledExecutorService timer) {
        return new WalletOptions(timer, InstantSource.system(), new SecureRandom(), BUSY_POLL, IDLE_POLL);
    }

    /** Another clock, such as a local chain's. */
    public WalletOptions withClock(InstantSource newClock) {
        return new WalletOptions(timer, newClock, random, busyPoll, idlePoll);
    }

    /** Other times between looks at the chain, such as milliseconds on a local one. */
    public WalletOptions withPolls(Duration busy, Duration idle) {
        return new WalletOptions(timer, clock, random, busy, idle);
    }

    /** Half of a time and up to as much again. */
    Duration jittered(Duration time) {
        long nanos = time.toNanos();
        return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
    }
}
