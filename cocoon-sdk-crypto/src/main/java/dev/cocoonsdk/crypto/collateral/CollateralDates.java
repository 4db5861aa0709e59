package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import java.time.Instant;

/**
 * When the parts of collateral were made, by their own words. They only ever move on, so that a part made earlier is an old one sent
 * again.
 */
record CollateralDates(Instant tcbInfo, Instant qeIdentity, Instant pckCrl, Instant rootCaCrl) {

    static CollateralDates of(Collateral collateral) {
        return new CollateralDates(
                made(collateral.tcbInfo()),
                made(collateral.qeIdentity()),
                made(collateral.pckCrl()),
                made(collateral.rootCaCrl()));
    }

    private static Instant made(Bytes content) {
        CollateralItem item = CollateralReader.read(content);
        return item == null ? Instant.EPOCH : item.made();
    }

    /** Whether any part was made earlier than the other's. */
    boolean isOlderThan(CollateralDates other) {
        return tcbInfo.isBefore(other.tcbInfo)
                || qeIdentity.isBefore(other.qeIdentity)
                || pckCrl.isBefore(other.pckCrl)
                || rootCaCrl.isBefore(other.rootCaCrl);
    }

    /** The later date of each part. */
    CollateralDates or(CollateralDates other) {
        return new CollateralDates(
                later(tcbInfo, other.tcbInfo),
                later(qeIdentity, other.qeIdentity),
                later(pckCrl, other.pckCrl),
                later(rootCaCrl, other.rootCaCrl));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
