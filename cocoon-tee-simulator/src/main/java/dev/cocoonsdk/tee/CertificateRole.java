package dev.cocoonsdk.tee;

import java.util.Locale;

/** The certificates of a simulated platform ({@code docs/protocol/attestation.md} 9.2-9.5). */
public enum CertificateRole {
    /** Issues all others but the PCK certificate. */
    ROOT("Intel SGX Root CA"),
    /** Issues PCK certificates of platforms with several packages. */
    PLATFORM_CA("Intel SGX PCK Platform CA"),
    /** Issues PCK certificates of single processors. */
    PROCESSOR_CA("Intel SGX PCK Processor CA"),
    /** Of one platform. */
    PCK("Intel SGX PCK Certificate"),
    /** Signs TCB info and QE identity. */
    TCB_SIGNING("Intel SGX TCB Signing");

    private final String commonName;

    CertificateRole(String commonName) {
        this.commonName = commonName;
    }

    /** The common name of its subject, Intel's. */
    public String commonName() {
        return commonName;
    }

    /** Label of its key: keys follow from seed and label. */
    public String keyLabel() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isCa() {
        return this == ROOT || this == PLATFORM_CA || this == PROCESSOR_CA;
    }
}
