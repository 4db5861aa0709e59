package dev.cocoonsdk.core.policy;

import java.time.Duration;

/**
 * How long a call may take, four clocks of their own. Whichever passes first ends the attempt (connect, first token, idle) or the
 * whole call (total) with a {@link dev.cocoonsdk.core.error.CallTimeoutException} that names it.
 *
 * @param connect see {@link Deadline#CONNECT}; positive
 * @param firstToken see {@link Deadline#FIRST_TOKEN}; positive
 * @param idle see {@link Deadline#IDLE}; positive
 * @param total see {@link Deadline#TOTAL}; positive
 */
public record Deadlines(Duration connect, Duration firstToken, Duration idle, Duration total) {

    /** 10 s to connect, 60 s to the first token, 30 s between tokens, 5 minutes in all. */
    public static final Deadlines DEFAULT = new Deadlines(
            Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(5));

    /**
     * Checks the durations.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Deadlines {
        check("connect", connect);
        check("firstToken", firstToken);
        check("idle", idle);
        check("total", total);
    }

    private static void check(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: a positive duration)");
        }
    }

    /** A copy with another time to connect. */
    public Deadlines withConnect(Duration value) {
        return new Deadlines(value, firstToken, idle, total);
    }

    /** A copy with another time to the first token. */
    public Deadlines withFirstToken(Duration value) {
        return new Deadlines(connect, value, idle, total);
    }

    /** A copy with another time between tokens. */
    public Deadlines withIdle(Duration value) {
        return new Deadlines(connect, firstToken, value, total);
    }

    /** A copy with another total time. */
    public Deadlines withTotal(Duration value) {
        return new Deadlines(connect, firstToken, idle, value);
    }
}
