package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.VerificationStep;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A span of time in which something may be used.
 *
 * @param name what it is
 * @param begin first moment
 * @param end last moment
 * @param collateral whether newer collateral would bring another one
 */
record Validity(String name, Instant begin, Instant end, boolean collateral) {

    /** How far the clocks of issuer and verifier may be apart at the begin. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    static Validity of(String name, X509Certificate certificate, boolean collateral) {
        return new Validity(
                name,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                collateral);
    }

    void check(Instant at) throws Refusal {
        if (at.isBefore(begin.minus(TOLERANCE))) {
            throw new Refusal(
                    VerificationStep.DATES, name, "valid at " + at, "begins at " + begin, FailureClass.CLOCK, true);
        }
        if (at.isAfter(end)) {
            FailureClass failure = collateral ? FailureClass.COLLATERAL_EXPIRED : FailureClass.CLOCK;
            throw new Refusal(VerificationStep.DATES, name, "valid at " + at, "ended at " + end, failure, true);
        }
    }
}
