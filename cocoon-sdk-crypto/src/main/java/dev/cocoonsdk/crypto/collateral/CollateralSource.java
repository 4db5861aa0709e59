package dev.cocoonsdk.crypto.collateral;

/** Finds collateral: a service of Intel's interface, a folder, a cache in front of another source. Thread-safe. */
@FunctionalInterface
public interface CollateralSource {

    /**
     * The collateral of a platform. May block, at most as long as the source's own time limits say.
     *
     * @throws CollateralException if there is none now
     */
    Collateral find(PlatformId platform) throws CollateralException;

    /** A source that knows nothing. */
    static CollateralSource none() {
        return platform -> {
            throw new CollateralException(
                    CollateralException.Reason.MISSING, "collateral", "no source was given", null);
        };
    }
}
