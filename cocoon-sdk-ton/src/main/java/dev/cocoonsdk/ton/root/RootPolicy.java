package dev.cocoonsdk.ton.root;

/** Which root configurations may be used. */
public enum RootPolicy {

    /** The main network: the root must not call itself a test, and one endpoint's word or a local chain is not enough. */
    PRODUCTION(false),

    /** A test network, where nothing of value is at stake: the root must call itself a test; any provenance is taken. */
    TEST(true);

    private final boolean testNetwork;

    RootPolicy(boolean testNetwork) {
        this.testNetwork = testNetwork;
    }

    /** What the root's is_test must say ({@code docs/protocol/payments.md} 3). */
    public boolean isTestNetwork() {
        return testNetwork;
    }

    /** Whether a configuration of this provenance may be used. */
    public boolean accepts(RootProvenance provenance) {
        return this == TEST
                || provenance instanceof RootProvenance.Pinned
                || provenance instanceof RootProvenance.Quorum;
    }
}
