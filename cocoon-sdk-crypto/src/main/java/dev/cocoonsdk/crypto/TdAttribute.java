package dev.cocoonsdk.crypto;

/**
 * Optional attributes of a trust domain that a policy may allow. DEBUG and everything that is not listed here is always refused;
 * SEPT_VE_DISABLE is always demanded.
 */
public enum TdAttribute {
    /** Supervisor protection keys (bit 30). */
    PKS(30),
    /** Key Locker (bit 31). */
    KEY_LOCKER(31),
    /** Performance monitoring (bit 63), which helps side channels. */
    PERFMON(63);

    private final int bit;

    TdAttribute(int bit) {
        this.bit = bit;
    }

    /** The attribute's bit in TDATTRIBUTES. */
    long mask() {
        return 1L << bit;
    }
}
