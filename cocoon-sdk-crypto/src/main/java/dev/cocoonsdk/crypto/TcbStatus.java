package dev.cocoonsdk.crypto;

/** What Intel says about the security level of a platform ({@code docs/protocol/attestation.md} 9.5). */
public enum TcbStatus {
    /** Nothing is missing. */
    UP_TO_DATE("UpToDate"),
    /** The software in the enclave needs mitigations of its own. */
    SW_HARDENING_NEEDED("SWHardeningNeeded"),
    /** The platform needs another configuration. */
    CONFIGURATION_NEEDED("ConfigurationNeeded"),
    /** Both of the two above. */
    CONFIGURATION_AND_SW_HARDENING_NEEDED("ConfigurationAndSWHardeningNeeded"),
    /** Up to date now, but the trust domain was launched under an older TDX module. */
    TD_RELAUNCH_ADVISED("TDRelaunchAdvised"),
    /** The same, and the platform needs another configuration. */
    TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED("TDRelaunchAdvisedConfigurationNeeded"),
    /** Security updates are missing. */
    OUT_OF_DATE("OutOfDate"),
    /** Security updates are missing, and the platform needs another configuration. */
    OUT_OF_DATE_CONFIGURATION_NEEDED("OutOfDateConfigurationNeeded"),
    /** The level is compromised. No policy allows it. */
    REVOKED("Revoked");

    private final String text;

    TcbStatus(String text) {
        this.text = text;
    }

    /** As Intel's documents write it, such as {@code UpToDate}. */
    public String text() {
        return text;
    }

    /**
     * The status of a text.
     *
     * @throws IllegalArgumentException if Intel knows none of this name
     */
    public static TcbStatus of(String text) {
        for (TcbStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        throw new IllegalArgumentException("TCB status: unknown (expected: one of Intel's, such as UpToDate)");
    }

    /** Whether the platform needs another configuration. */
    public boolean needsConfiguration() {
        return this == CONFIGURATION_NEEDED
                || this == CONFIGURATION_AND_SW_HARDENING_NEEDED
                || this == OUT_OF_DATE_CONFIGURATION_NEEDED
                || this == TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED;
    }

    @Override
    public String toString() {
        return text;
    }
}
