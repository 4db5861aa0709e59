package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;

/**
 * How the platform's key is named ({@code docs/protocol/attestation.md} 9.1).
 *
 * @param type {@value #PCK_CHAIN} for a PCK certificate chain; Intel defines others that name the key without its certificates
 * @param data for type {@value #PCK_CHAIN} PEM: leaf, intermediate, root, often with a trailing NUL
 */
public record CertificationData(int type, Bytes data) {

    /** Type of a PCK certificate chain in PEM. */
    public static final int PCK_CHAIN = 5;

    /** Type of the quoting enclave's report with certification data of its own, the outer one of versions 4 and 5. */
    static final int QE_REPORT = 6;
}
