package dev.cocoonsdk.crypto;

/** How strong the evidence is that a peer runs in an enclave, weakest first. */
public enum AssuranceLevel {
    /** None: the peer may be anything and whoever runs it can read what it gets. */
    NONE(0),
    /** A quote of the software platform of the test kit: good for tests, proves nothing. */
    SIMULATED(1),
    /** A verified quote of a hardware trusted execution environment. */
    HARDWARE_TEE(2);

    private final int strength;

    AssuranceLevel(int strength) {
        this.strength = strength;
    }

    /** Whether this level is at least the demanded one. */
    public boolean satisfies(AssuranceLevel demanded) {
        return strength >= demanded.strength;
    }
}
