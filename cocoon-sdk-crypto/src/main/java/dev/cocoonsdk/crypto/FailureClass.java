package dev.cocoonsdk.crypto;

/** What a failed check says about the peer and about what may help. */
public enum FailureClass {
    /** The evidence has no valid layout. */
    MALFORMED,
    /** A signature or binding does not hold: the evidence was made up or changed. */
    FORGED,
    /** A certificate or a platform's level was revoked. */
    REVOKED,
    /** Genuine, but the platform lacks security updates. */
    OUTDATED,
    /** Genuine, but not what this policy allows. */
    POLICY,
    /** The data needed for the check are not there, or are for another platform. */
    COLLATERAL_MISSING,
    /** The data needed for the check were valid once; newer ones should exist. */
    COLLATERAL_EXPIRED,
    /** Something is not valid yet or any more in a way that points to a wrong clock. */
    CLOCK
}
