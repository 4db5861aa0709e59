package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import java.time.Instant;
import java.util.stream.Stream;

/** How long collateral may be used, by its own words. */
final class CollateralValidity {

    private CollateralValidity() {}

    /** The earliest of the four nextUpdate; long past if one cannot be read. */
    static Instant nextUpdate(Collateral collateral) {
        return Stream.of(collateral.tcbInfo(), collateral.qeIdentity(), collateral.pckCrl(), collateral.rootCaCrl())
                .map(CollateralValidity::nextUpdate)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static Instant nextUpdate(Bytes content) {
        CollateralItem item = CollateralReader.read(content);
        if (item instanceof CollateralItem.TcbInfo tcbInfo) {
            return tcbInfo.nextUpdate();
        } else if (item instanceof CollateralItem.QeIdentity identity) {
            return identity.nextUpdate();
        }
        return item instanceof CollateralItem.Crl crl ? crl.nextUpdate() : Instant.EPOCH;
    }
}
