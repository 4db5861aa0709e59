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

    /**
     * Told that the signatures of collateral from {@link #find} hold under the verifier's root key. Does nothing unless a source remembers
     * what it gave.
     */
    default void accepted(PlatformId platform, Collateral collateral) {}

    /**
     * Told that a quote was refused for a reason that other collateral may mend.
     *
     * @return whether it is worth asking {@link #find} once more for the same quote; false unless a source remembers what it gave
     */
    default boolean rejected(PlatformId platform) {
        return false;
    }

    /** A source that knows nothing. */
    static CollateralSource none() {
        return platform -> {
            throw new CollateralException(
                    CollateralException.Reason.MISSING, "collateral", "no source was given", null);
        };
    }
}
