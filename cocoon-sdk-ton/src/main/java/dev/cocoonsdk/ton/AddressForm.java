package dev.cocoonsdk.ton;

/** The four user-friendly spellings of an account address ({@code docs/protocol/contracts.md} 2). */
public enum AddressForm {
    /** First characters EQ: funds sent to an account that cannot take them come back. */
    BOUNCEABLE(0x11),
    /** First characters UQ; the form in which Cocoon nodes name contracts. */
    NON_BOUNCEABLE(0x51),
    /** First characters kQ. */
    TESTNET_BOUNCEABLE(0x91),
    /** First characters 0Q; the form in which Cocoon nodes of the test network name contracts. */
    TESTNET_NON_BOUNCEABLE(0xd1);

    private final int tag;

    AddressForm(int tag) {
        this.tag = tag;
    }

    /**
     * The form in which Cocoon nodes send contract addresses to each other.
     *
     * @param testnet whether the node's setting {@code is_testnet} is true
     */
    public static AddressForm wire(boolean testnet) {
        return testnet ? TESTNET_NON_BOUNCEABLE : NON_BOUNCEABLE;
    }

    /** This form with the testnet flag set or cleared. */
    public AddressForm withTestnet(boolean testnet) {
        return isBounceable() ? (testnet ? TESTNET_BOUNCEABLE : BOUNCEABLE) : wire(testnet);
    }

    /** Whether messages to the address should bounce. */
    public boolean isBounceable() {
        return this == BOUNCEABLE || this == TESTNET_BOUNCEABLE;
    }

    /** Whether the address belongs to a test network. */
    public boolean isTestnet() {
        return this == TESTNET_BOUNCEABLE || this == TESTNET_NON_BOUNCEABLE;
    }

    /** First byte of the spelling. */
    int tag() {
        return tag;
    }
}
