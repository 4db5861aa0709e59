package dev.cocoonsdk.cli;

import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;

/** The exit codes of {@code verify}, as documented in {@code docs/cli.md}. */
final class VerifyExit {

    /** Everything holds. */
    static final int TRUSTED = 0;

    /** The evidence has no valid layout. */
    static final int MALFORMED = 10;

    /** A signature or binding does not hold, or a certificate is revoked. */
    static final int FORGED = 20;

    /** Genuine, but outdated, expired, not valid yet, or not what the policy allows. */
    static final int REFUSED = 30;

    /** There is no collateral for this platform. */
    static final int NO_COLLATERAL = 40;

    private VerifyExit() {}

    /** The code of a refusal. */
    static int of(Verdict.Rejected rejected) {
        return of(rejected.failure());
    }

    private static int of(FailureClass failure) {
        return switch (failure) {
            case MALFORMED -> MALFORMED;
            case FORGED, REVOKED -> FORGED;
            case OUTDATED, POLICY, CLOCK, COLLATERAL_EXPIRED -> REFUSED;
            case COLLATERAL_MISSING -> NO_COLLATERAL;
        };
    }
}
